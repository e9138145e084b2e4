import { InputError, type Problem } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { judgementProblem, readJudgementValue } from './judgement-value.js';
import { contradictions } from './judgements.js';
import { type Row, readRows } from './read-rows.js';

/** A row of judgements.csv, as text. */
export interface LongRow {
  readonly expert: string;
  readonly node: string;
  readonly left: string;
  readonly right: string;
  readonly value: string;
}

/** Where a row comes from. */
interface Placed extends LongRow {
  readonly line: number;
  readonly column: string;
}

/** How a table of respondents is read. */
export interface ConvertOptions {
  /** The node that a table of respondents belongs to. */
  readonly node?: string;
  /** Which side a positive number favours in a table of respondents. Default left. */
  readonly positive?: 'left' | 'right';
}

const text = (name: string): Column => ({ name, type: 'text', missing: 'rejected' });
/** What matrices must say in each line; the other columns are items, or pairs of them. */
const NAMED = ['expert', 'node', 'item'];
const columnOf = (name: string): Column => (NAMED.includes(name) ? text(name) : { name, type: 'text' });

/**
 * Turns judgements in other layouts into the long form. The header decides:
 * - `expert, node, item, <item> …`: matrices, full or a triangle, one line for each item; a file may hold those of several
 *   nodes, whose lines leave the columns of the others empty;
 * - `expert, <left>|<right> …`: one line for each respondent, signed 1..9; needs `node`.
 *
 * A pair given twice by one expert is accepted when both say the same.
 * @param source the file
 * @throws InputError with every problem; nothing is guessed
 */
export async function convertJudgements(source: Source, options: ConvertOptions = {}): Promise<LongRow[]> {
  const { file, header, rows } = await readRows(source, [text('expert')], {
    otherColumn: (name) => (name === '' ? undefined : columnOf(name)),
  });
  const problems: Problem[] = [];
  const isMatrix = header.includes('item') && header.includes('node');
  const found = isMatrix
    ? fromMatrices(rows, header, { file, problems })
    : fromRespondents(rows, header, { file, problems, options });
  if (problems.length === 0 && found.length === 0) problems.push(noPair(file));
  if (problems.length === 0) problems.push(...contradictions(found.map(toJudgement), file));
  if (problems.length > 0) throw new InputError('ROW_PROBLEM', `${file} cannot be converted`, problems);
  return found.map(({ line: _line, column: _column, ...row }) => row);
}

function noPair(file: string): Problem {
  const expected = 'columns of two items or more, or columns named left|right';
  return { code: 'EMPTY', file, found: 'no pair of items', expected };
}

function toJudgement({ value, ...row }: Placed) {
  const reading = readJudgementValue(value);
  return { ...row, value: 'value' in reading ? reading.value : null };
}

interface Report {
  readonly file: string;
  readonly problems: Problem[];
}

/** The two halves of a matrix may differ by the rounding of their decimals. */
const SAME = 0.01;

/** One cell of a matrix. */
interface Cell extends LongRow {
  readonly line: number;
}

/** Upper halves as they are; lower halves must mirror them, or stand in where the upper cell is open. */
function fromMatrices(rows: readonly Row[], header: readonly string[], report: Report): Placed[] {
  const columns = header.filter((name) => !NAMED.includes(name));
  report.problems.push(...openColumns(rows, columns, report.file));
  const matrices = groupBy(rows, (row) => JSON.stringify([cellText(row, 'expert'), cellText(row, 'node')]));
  return [...matrices.values()].flatMap((own) => {
    const cells = cellsOf(own, columns, report);
    const keyOf = (left: string, right: string) => JSON.stringify([left, right]);
    const byKey = new Map(cells.map((cell) => [keyOf(cell.left, cell.right), cell]));
    return cells.flatMap((cell): Placed[] => {
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
function cellsOf(rows: readonly Row[], columns: readonly string[], { file, problems }: Report): Cell[] {
  const named = new Set(rows.map((row) => cellText(row, 'item')));
  const items = columns.filter((name) => named.has(name) || rows.some((row) => cellText(row, name) !== ''));
  return rows.flatMap((row): Cell[] => {
    const [expert, node, left] = NAMED.map((name) => cellText(row, name)) as [string, string, string];
    const { line } = row;
    if (columns.includes(left))
      return items.map((right) => ({ line, expert, node, left, right, value: cellText(row, right) }));
    const expected = columns.length === 0 ? 'a column for each item' : `one of ${columns.join(', ')}`;
    problems.push({ code: 'UNKNOWN_ITEM', file, line, column: 'item', found: left, expected });
    return [];
  });
}

const cellText = ({ values }: Row, name: string): string => ((values[name] as string | null) ?? '').trim();

/** Whether a cell is a judgement of its own, or the gap of a pair that is open; a lower cell that contradicts its mirror is a problem. */
function checkCell(
  { line, left, right, value }: Cell,
  {
    isUpper,
    mirror,
    report: { file, problems },
  }: { readonly isUpper: boolean; readonly mirror: Cell | undefined; readonly report: Report },
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

function fromRespondents(
  rows: readonly Row[],
  header: readonly string[],
  { file, problems, options }: Report & { readonly options: ConvertOptions },
): Placed[] {
  const { node, positive = 'left' } = options;
  if (node === undefined)
    problems.push({
      code: 'NO_NODE',
      file,
      expected: 'the node these pairs belong to',
      hint: 'name it with --node',
    });
  const pairs = header
    .filter((name) => name !== 'expert')
    .map((name) => ({ name, sides: name.split(/\s*\|\s*|\s+vs\s+/) }));
  problems.push(...pairProblems(pairs, file));
  if (problems.length > 0) return [];
  return rows.flatMap((row) =>
    pairs.map(({ name, sides: [left, right] }): Placed => {
      const { line, values } = row;
      const found = cellText(row, name);
      const value = found === '' ? '' : signed(found, positive);
      if (value === undefined) {
        const expected = '1 to 9 or -1 to -9, or empty for a gap';
        problems.push({ code: 'RANGE', file, line, column: name, found, expected });
      }
      const pair = { expert: values.expert as string, node: node!, left: left!, right: right! };
      return { ...pair, value: value ?? '', line, column: name };
    }),
  );
}

interface NamedPair {
  readonly name: string;
  readonly sides: readonly string[];
}

/** Columns that name no two items. */
function pairProblems(pairs: readonly NamedPair[], file: string): Problem[] {
  const isPair = ({ sides: [left, right, ...more] }: NamedPair) =>
    left && right && left !== right && more.length === 0;
  const expected = 'a column named left|right, of two items';
  return pairs
    .filter((pair) => !isPair(pair))
    .map(({ name }) => ({ code: 'BAD_PAIR', file, line: 1, found: name, expected }));
}

/** `-3` or `3` as a judgement of left over right; wide digits and signs are as good. */
function signed(found: string, positive: 'left' | 'right'): string | undefined {
  const [, sign, size] = /^([+-]?)([1-9])(?:\.0+)?$/.exec(found.normalize('NFKC').replace('−', '-')) ?? [];
  if (size === undefined) return undefined;
  const favoursLeft = (sign === '-') !== (positive === 'left');
  return size === '1' || favoursLeft ? size : `1/${size}`;
}
