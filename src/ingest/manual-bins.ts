import { InputError, type Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';
import { repeats } from './repeats.js';

/** The columns of bins.csv: the bins of a feature as a person cut them. */
export const manualBinColumns: readonly Column[] = [
  { name: 'feature', type: 'text', missing: 'rejected' },
  {
    name: 'cuts',
    type: 'text',
    required: false,
    missingMeaning: 'groups are given; cuts are written 10|20|30',
  },
  {
    name: 'groups',
    type: 'text',
    required: false,
    missingMeaning: 'cuts are given; groups are written A;B|C|*',
  },
  { name: 'reason', type: 'text', missing: 'rejected' },
  { name: 'author', type: 'text', missing: 'rejected' },
];

/** Of one feature; missing and special values have bins of their own beside them. */
const MOST_BINS = 50;

/** Stands for every category that no group names. */
export const OTHERS = '*';

/** Bins of one feature as a person cut them: ascending cuts of numbers, or groups of categories. */
export interface BinRow {
  readonly feature: string;
  readonly cuts?: readonly number[];
  /** In the person's order; the group with `*` takes unseen categories, otherwise the last one does. */
  readonly groups?: readonly (readonly string[])[];
  readonly reason: string;
  readonly author: string;
  readonly line: number;
}

/**
 * Reads bins.csv: `cuts` as `10|20|30`, or `groups` as `A;B|C|*`.
 * @param source the file
 * @throws InputError with every problem
 */
export async function readManualBins(source: Source) {
  const problems: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, manualBinColumns, { problems });
  const bins = rows.map(({ line, values }): BinRow => {
    const [cuts, groups] = [values.cuts as string | null, values.groups as string | null].map(
      (value) => value ?? undefined,
    );
    const told = {
      feature: values.feature as string,
      reason: values.reason as string,
      author: values.author as string,
    };
    const problem = (column: string, found: string, expected: string) =>
      problems.push({ code: 'BAD_BINS', file, line, column, found, expected });
    if ((cuts === undefined) === (groups === undefined))
      problem('cuts', cuts === undefined ? 'neither' : 'both', 'either cuts or groups');
    const numbers = cuts?.split('|').map((part) => Number(part.trim() === '' ? Number.NaN : part));
    if (numbers?.some((cut, i) => !Number.isFinite(cut) || (i > 0 && cut <= numbers[i - 1]!)) === true)
      problem('cuts', cuts!, 'ascending numbers, e.g. 10|20|30');
    const parts = groups?.split('|').map((part) => part.split(';').map((name) => name.trim()));
    if ((numbers?.length ?? 0) >= MOST_BINS || (parts?.length ?? 0) > MOST_BINS)
      problem(
        numbers ? 'cuts' : 'groups',
        `${numbers ? numbers.length + 1 : parts!.length} bins`,
        `at most ${MOST_BINS}`,
      );
    const names = parts?.flat() ?? [];
    if (names.includes('') || repeats(names, (name) => name).length > 0)
      problem('groups', groups!, 'each category once, e.g. A;B|C|*');
    return { ...told, line, ...(numbers && { cuts: numbers }), ...(parts && { groups: parts }) };
  });
  for (const { feature, line } of repeats(bins, (row) => row.feature)) {
    const at = { file, line, column: 'feature', found: feature };
    problems.push({ code: 'DUPLICATE', ...at, expected: 'each feature once' });
  }
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has bins that cannot be used`, problems);
  return { file, sha256, bins: bins as readonly BinRow[] };
}
