import { assertChoice } from '../core/assert-option.js';
import type { Problem } from '../core/errors.js';
import { type ConvertReport, cellText, type PlacedRow } from './placed-row.js';
import type { Row } from './read-rows.js';

const SIDES = ['left', 'right'] as const;

/** How a table of respondents is read. */
export interface ConvertOptions {
  /** The node that a table of respondents belongs to. */
  readonly node?: string;
  /** Which side a positive number favours in a table of respondents. Default left. */
  readonly positive?: (typeof SIDES)[number];
}

/** The judgements of respondents, one a line and pair; none where the header is wrong or no node is named. */
export function fromRespondents(
  rows: readonly Row[],
  header: readonly string[],
  { file, problems, options }: ConvertReport & { readonly options: ConvertOptions },
): PlacedRow[] {
  const { node, positive = 'left' } = options;
  assertChoice(positive, '--positive', SIDES);
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
    pairs.map(({ name, sides: [left, right] }): PlacedRow => {
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
