import { notice } from './notice.js';
import {
  bar,
  bothNames,
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

/** The ranking with its four dimensions, as bars. */
export function fastTable({ industries: rows, dimensions, targets, draws }: IndustryDocument): string {
  const ranked = [...rows].sort((a, b) => a.rank - b.rank);
  const head = [
    '#',
    'industry',
    'FAST',
    '90 %',
    `top ${targets.top}`,
    ...dimensions.map(({ name }) => plain(name.en)),
    '',
    '',
  ];
  const hasProduct = rows.some(({ target, pinned }) => target && !pinned);
  const role = ({ target, pinned }: (typeof rows)[number]) =>
    !target ? '' : pinned && hasProduct ? 'target, product' : 'target';
  const lines = ranked.map((row) => [
    String(row.rank),
    bothNames(row.name),
    row.score.toFixed(2),
    row.low === null || row.high === null ? '' : `${row.low.toFixed(1)} to ${row.high.toFixed(1)}`,
    row.ranks.length === 0 ? '' : share(row.ranks.slice(0, targets.top)),
    ...dimensions.map(({ id }) => (row.dimensions[id] ?? Number.NaN).toFixed(1)),
    interval(row),
    role(row),
  ]);
  const gaps = ranked.filter(({ missing }) => missing.length > 0);
  const lacking = gaps.map(({ id, missing }) => `${id} (${missing.join(', ')})`).join('; ');
  const note = gaps.length === 0 ? '' : quiet(`\n  reweighted for want of a figure: ${lacking}`);
  const made = table(head, lines, [1, head.length - 2, head.length - 1]);
  return made + marginNote(targets, draws) + passedNote(rows, targets.top) + note;
}

/** A share of the draws in whole percent. */
const share = (parts: readonly number[]): string =>
  `${Math.round(100 * parts.reduce((sum, part) => sum + part, 0))} %`;

const WIDTH = 24;

/** A bar up to the score, with its interval drawn over the end. */
function interval({ score, low, high }: IndustryDocument['industries'][number]): string {
  if (low === null || high === null) return bar(score / 100, WIDTH);
  const at = (value: number) => Math.round((value / 100) * WIDTH);
  const [from, to] = [at(low), Math.max(at(high), at(low) + 1)];
  return `${'█'.repeat(from)}${'▒'.repeat(to - from)}`;
}

function marginNote({ top, margin, probability }: IndustryDocument['targets'], draws: number): string {
  if (margin === null) return '';
  const real =
    probability === null
      ? ''
      : `; above zero in ${(100 * probability).toFixed(1)} % of ${count(draws)} draws`;
  const places = `place ${top} before place ${top + 1}`;
  return quiet(`\n  margin at the cut, ${places}: ${margin.toFixed(2)} points${real}`);
}

/** Those among the best that the spec does not let be targets. */
function passedNote(rows: IndustryDocument['industries'], top: number): string {
  const passed = rows.filter(({ rank, target }) => rank <= top && !target).sort((a, b) => a.rank - b.rank);
  if (passed.length === 0) return '';
  const told = passed.map(({ rank, id }) => `${id} (${rank})`).join(', ');
  return quiet(`\n  no targets for want of the score or the firms that the spec asks: ${told}`);
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
