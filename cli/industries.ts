import {
  bar,
  bothNames,
  heading,
  percent,
  plain,
  printJson,
  printLines,
  quiet,
  syntheticNotice,
  table,
  warning,
} from './print.js';
import { showProgress } from './progress.js';

interface IndustriesFlags {
  readonly study: string;
  readonly fit?: boolean;
  readonly json?: boolean;
}

type IndustryDocument = import('../src/index.js').IndustryDocument;

/** `dipper industries`: FAST scores as industry.json has them; `--fit` makes industry.json first. */
export async function industries(flags: IndustriesFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const fitted = flags.fit ? await dipper.fitIndustries(study, showProgress()) : [];
  const { value: document } = await dipper.readIndustry(study);
  const written = fitted.map(({ path }) => path);
  if (flags.json) return printJson({ document, written });
  if (document.synthetic) printLines(syntheticNotice());
  printLines(heading(`FAST as of ${document.asOf}`), fastTable(document));
  printLines(heading('Weights'), weightLines(document));
  for (const { name, document: variant } of fitted.slice(1)) {
    printLines(heading(`${name} as of ${variant.asOf}`), fastTable(variant));
  }
  if (written.length > 0) printLines(heading('Written'), ...written.map((path) => `  ${path}`));
}

/** The ranking with its four dimensions, as bars. */
export function fastTable({ industries: rows, dimensions, targets }: IndustryDocument): string {
  const ranked = [...rows].sort((a, b) => a.rank - b.rank);
  const head = ['#', 'industry', 'FAST', ...dimensions.map(({ name }) => plain(name.en)), '', ''];
  const hasProduct = rows.some(({ target, pinned }) => target && !pinned);
  const role = ({ target, pinned }: (typeof rows)[number]) =>
    !target ? '' : pinned && hasProduct ? 'target, product' : 'target';
  const lines = ranked.map((row) => [
    String(row.rank),
    bothNames(row.name),
    row.score.toFixed(2),
    ...dimensions.map(({ id }) => (row.dimensions[id] ?? Number.NaN).toFixed(1)),
    bar(row.score / 100, 20),
    role(row),
  ]);
  const margin =
    targets.margin === null ? '' : quiet(`\n  margin at the cut: ${targets.margin.toFixed(2)} points`);
  return table(head, lines, [1, head.length - 2, head.length - 1]) + margin;
}

/** Each node with its consistency, each item with its local weight. */
function weightLines({ nodes, dimensions, indicators, experts }: IndustryDocument): string {
  const names = new Map([...dimensions, ...indicators].map(({ id, name }) => [id, plain(name.en)]));
  const rows = nodes.map(({ node, items, cr, crReason, ri, experts: judges }) => [
    names.get(node) ?? plain(node),
    String(judges),
    cr === null
      ? (crReason ?? '')
      : cr > ACCEPTED
        ? warning(`${cr.toFixed(3)} > ${ACCEPTED}`)
        : cr.toFixed(3),
    ri.table,
    items.map(({ id, weight }) => `${names.get(id) ?? plain(id)} ${percent(weight)}`).join(', '),
  ]);
  const made = table(['node', 'experts', 'CR', 'RI table', 'weights'], rows, [0, 3, 4]);
  return `${made}\n${quiet(`  ${experts.length} experts in all`)}`;
}

/** Saaty's limit of the consistency ratio. */
const ACCEPTED = 0.1;
