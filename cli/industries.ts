import { fastTable } from './fast-table.js';
import { notice } from './notice.js';
import {
  count,
  heading,
  keptLine,
  limited,
  many,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  taggedLines,
  warning,
} from './print.js';
import { showProgress } from './progress.js';

interface IndustriesFlags {
  readonly study: string;
  readonly fit?: boolean;
  readonly relearnBounds?: boolean;
  readonly json?: boolean;
}

type IndustryDocument = import('../src/index.js').IndustryDocument;

/** `dipper industries`: FAST scores as industry.json has them; `--fit` makes industry.json first. */
export async function industries(flags: IndustriesFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  if (flags.relearnBounds && !flags.fit)
    throw new dipper.InputError('USAGE', 'A flag would do nothing', [
      { code: 'USAGE', path: '--relearn-bounds', expected: '--fit, which learns them' },
    ]);
  const study = await dipper.openStudy(flags.study);
  const fitted = flags.fit
    ? await dipper.fitIndustries(study, {
        onProgress: showProgress(),
        ...(flags.relearnBounds && { relearnBounds: true }),
      })
    : [];
  const { value: document } = await dipper.readIndustry(study);
  const changed = flags.fit ? [] : await dipper.changedInputs(study, document);
  if (changed.length > 0)
    notice(`not as it was when industry.json was fitted: ${changed.join(', ')}; --fit fits it again`);
  const written = [...fitted.map(({ path }) => path), ...fitted.map(({ tables }) => tables)];
  const counts = countsOf(fitted);
  if (flags.json) return printJson({ document, ...counts, written });
  if (document.synthetic) printLines(syntheticNotice());
  printLines(heading(`FAST as of ${document.asOf}`), fastTable(document));
  printLines(heading('Weights'), weightLines(document, dipper.ACCEPTED_CR));
  if (fitted[0] !== undefined) printLines(heading('How firm the ranking is'), firmness(fitted[0]));
  if (fitted[0] !== undefined) printLines(...fitNotes(fitted[0]), ...countLines(counts));
  for (const variant of fitted.slice(1)) {
    const { name, document: made } = variant;
    printLines(heading(`${name} as of ${made.asOf}`), fastTable(made), ...fitNotes(variant));
  }
  if (written.length > 0) printLines(heading('Written'), ...written.map((path) => `  ${path}`));
}

type Fitted = import('../src/index.js').FittedIndustry;

/** What was counted over firms, where anything was. */
function countsOf(fitted: readonly Fitted[]) {
  const companies = fitted.find((each) => each.companies !== undefined)?.companies;
  const tagged = fitted.find((each) => each.tagged !== undefined)?.tagged;
  return {
    ...(companies && { companies: { records: companies.records, rejected: companies.rejected } }),
    ...(tagged && { tagged }),
  };
}

/** What a reader of the ranking should know of how it was made. */
function fitNotes({ keptBounds, older, kept: approved }: Fitted): string[] {
  const kept = `  bounds of ${keptBounds.length} indicators kept from the document before; --relearn-bounds learns them again`;
  const aged = older.map(({ industry, year }) => `${plain(industry)} (${year})`).join(', ');
  return [
    ...(approved === undefined ? [] : [keptLine(approved)]),
    ...(keptBounds.length === 0 ? [] : [quiet(kept)]),
    ...(aged === '' ? [] : [warning(`  scored by older figures than the others: ${aged}`)]),
  ];
}

function countLines({ companies, tagged }: ReturnType<typeof countsOf>): string[] {
  if (companies === undefined) return [];
  const told = `  counted over firms: ${many(companies.records, 'record')}, ${count(companies.rejected)} rejected`;
  return [quiet(told), ...(tagged === undefined ? [] : taggedLines(tagged))];
}

/** What the ranking would be otherwise, and the smallest change of one weight that swaps two neighbours. */
function firmness({ alternatives, switchPoints, document }: Fitted): string {
  const targets = document.industries.filter(({ target }) => target).length;
  const rows = alternatives.map(({ kind, name, tau, targetsKept }) => [
    kind === 'scale' ? `${name} scale` : `${name} normalisation`,
    tau.toFixed(3),
    `${targetsKept} of ${targets}`,
  ]);
  const nearest = [...switchPoints]
    .filter(({ at }) => at !== null)
    .sort((a, b) => Math.abs(a.at! - a.current) - Math.abs(b.at! - b.current))
    .slice(0, 3)
    .map(({ weight, current, at, above, below }) =>
      quiet(`  ${above} and ${below} swap when ${weight} goes from ${percent(current)} to ${percent(at!)}`),
    );
  return [table(['instead', 'Kendall τ', 'targets kept'], rows), ...nearest].join('\n');
}

/** Each node with its consistency, each item with its local weight. */
function weightLines(
  { nodes, dimensions, indicators, experts }: IndustryDocument,
  acceptedCr: number,
): string {
  const names = new Map([...dimensions, ...indicators].map(({ id, name }) => [id, plain(name.en)]));
  const rows = nodes.map(({ node, items, cr, crReason, ri, experts: judges }) => [
    names.get(node) ?? plain(node),
    String(judges),
    cr === null ? (crReason ?? '') : limited(cr, acceptedCr),
    ri.table,
    items.map(({ id, weight }) => `${names.get(id) ?? plain(id)} ${percent(weight)}`).join(', '),
  ]);
  const made = table(['node', 'experts', 'CR', 'RI table', 'weights'], rows, [0, 3, 4]);
  return `${made}\n${quiet(`  ${many(experts.length, 'expert')} in all`)}`;
}
