import type { Problem } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import { judgementProblem, readJudgementValue } from './judgement-value.js';
import { type ConvertReport, cellText, type LongRow, type PlacedRow } from './placed-row.js';
import type { Row } from './read-rows.js';

/** What matrices must say in each line; the other columns are items, or pairs of them. */
export const MATRIX_COLUMNS = ['expert', 'node', 'item'];

/** The two halves of a matrix may differ by the rounding of their decimals. */
const SAME = 0.01;

/** One cell of a matrix. */
interface Cell extends LongRow {
  readonly line: number;
}

/** The judgements of matrices: upper halves as they are; lower halves must mirror them, or stand in where the upper cell is open. */
export function fromMatrices(
  rows: readonly Row[],
  header: readonly string[],
  report: ConvertReport,
): PlacedRow[] {
  const columns = header.filter((name) => !MATRIX_COLUMNS.includes(name));
  report.problems.push(...openColumns(rows, columns, report.file));
  const matrices = groupBy(rows, (row) => JSON.stringify([cellText(row, 'expert'), cellText(row, 'node')]));
  return [...matrices.values()].flatMap((own) => {
    const cells = cellsOf(own, columns, report);
    const keyOf = (left: string, right: string) => JSON.stringify([left, right]);
    const byKey = new Map(cells.map((cell) => [keyOf(cell.left, cell.right), cell]));
    return cells.flatMap((cell): PlacedRow[] => {
      const { left, right } = cell;
      const isUpper = columns.indexOf(left) < columns.indexOf(right);
      const mirror = byKey.get(keyOf(right, left));
      const stands = checkCell(cell, { isUpper, mirror, report });
      return stands ? [{ ...cell, column: right }] : [];
    });
  });
}

/** Columns without a row and without a cell: an item that would vanish without a word. */
function openColumns(rows: readonly Row[], columns: readonly string[], file: string): Problem[] {
  const named = new Set(rows.map((row) => cellText(row, 'item')));
  const isOpen = (name: string) => !named.has(name) && rows.every((row) => cellText(row, name) === '');
  return columns.filter(isOpen).map((name) => ({
    code: 'UNKNOWN_ITEM',
    file,
    column: name,
    found: 'no row and no comparison',
    expected: `a row for ${name}, or no such column`,
  }));
}

/** The cells of one matrix: its items are those of its rows, and those whose columns are filled in them. */
function cellsOf(
  rows: readonly Row[],
  columns: readonly string[],
  { file, problems }: ConvertReport,
): Cell[] {
  const named = new Set(rows.map((row) => cellText(row, 'item')));
  const items = columns.filter((name) => named.has(name) || rows.some((row) => cellText(row, name) !== ''));
  return rows.flatMap((row): Cell[] => {
    const [expert, node, left] = MATRIX_COLUMNS.map((name) => cellText(row, name)) as [
      string,
      string,
      string,
    ];
    const { line } = row;
    if (columns.includes(left))
      return items.map((right) => ({ line, expert, node, left, right, value: cellText(row, right) }));
    const expected = columns.length === 0 ? 'a column for each item' : `one of ${columns.join(', ')}`;
    problems.push({ code: 'UNKNOWN_ITEM', file, line, column: 'item', found: left, expected });
    return [];
  });
}

/** Whether a cell is a judgement of its own, or the gap of a pair that is open; a lower cell that contradicts its mirror is a problem. */
function checkCell(
  { line, left, right, value }: Cell,
  {
    isUpper,
    mirror,
    report: { file, problems },
  }: { readonly isUpper: boolean; readonly mirror: Cell | undefined; readonly report: ConvertReport },
): boolean {
  const reading = readJudgementValue(value);
  if ('problem' in reading) {
    problems.push({ ...judgementProblem(value), file, line, column: right });
    return false;
  }
  const other = left === right ? { value: 1 } : readJudgementValue(mirror?.value ?? '');
  if ('gap' in reading) return isUpper && !('value' in other);
  if (isUpper || !('value' in other)) return true;
  if (Math.abs(reading.value * other.value - 1) > SAME) {
    const expected = left === right ? '1 on the diagonal' : `the reciprocal of ${right} to ${left}`;
    problems.push({ code: 'NOT_RECIPROCAL', file, line, column: right, found: value, expected });
  }
  return false;
}
