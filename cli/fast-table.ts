import { bar, bothNames, count, plain, quiet, table } from './print.js';

type IndustryDocument = import('../src/index.js').IndustryDocument;

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
  const bars = head.length - 2;
  const made = table(head, lines, [1, bars, bars + 1], [bars]);
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
