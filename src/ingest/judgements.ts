import { undefused } from '../core/defuse.js';
import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import type { Judgement } from '../document/industry-inputs.js';
import type { Source } from '../document/mapping.js';
import { judgementProblem, readJudgementValue } from './judgement-value.js';
import { readRows } from './read-rows.js';

/** The columns of judgements.csv: one pair that one expert compared; left is `value` times as important as right. */
export const judgementColumns: readonly Column[] = [
  { name: 'expert', type: 'text', missing: 'rejected' },
  { name: 'node', type: 'text', missing: 'rejected' },
  { name: 'left', type: 'text', missing: 'rejected' },
  { name: 'right', type: 'text', missing: 'rejected' },
  { name: 'value', type: 'text', missingMeaning: 'the pair is left open: never taken for 1' },
  { name: 'comment', type: 'text', required: false },
];

const NAMES = ['expert', 'node', 'left', 'right'];

/**
 * Reads judgements.csv. A pair given twice by one expert is accepted when both say the same (equal or reciprocal).
 * Names that `--convert` or `--questionnaire` made harmless for spreadsheets are what they were.
 * @param source the file
 * @param experts names that experts.csv knows; undefined when there is no such file
 * @throws InputError with every problem
 */
export async function readJudgements(
  source: Source,
  experts?: ReadonlySet<string>,
): Promise<{ readonly file: string; readonly sha256: string; readonly judgements: readonly Judgement[] }> {
  const problems: Problem[] = [];
  const { file, sha256, rows } = await readRows(source, judgementColumns, { problems });
  const judgements = rows.flatMap(({ line, values }): Judgement[] => {
    const names = NAMES.map((name) => undefused(values[name] as string));
    const [expert, node, left, right] = names as [string, string, string, string];
    const found = (values.value as string | null) ?? '';
    const at = { file, line };
    if (experts !== undefined && !experts.has(expert)) {
      const expected = 'an expert of experts.csv';
      problems.push({
        code: 'UNKNOWN_EXPERT',
        ...at,
        column: 'expert',
        found: expert,
        expected,
        ...didYouMean(expert, experts),
      });
    }
    if (left === right) {
      problems.push({
        code: 'SELF_COMPARISON',
        ...at,
        column: 'right',
        found: right,
        expected: 'two different items',
      });
    }
    const reading = readJudgementValue(found);
    if ('problem' in reading) {
      problems.push({ ...judgementProblem(found), ...at, column: 'value' });
      return [];
    }
    return [{ expert, node, left, right, value: 'gap' in reading ? null : reading.value, line }];
  });
  problems.push(...contradictions(judgements, file));
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} has judgements that cannot be used`, problems);
  return { file, sha256, judgements };
}

/** Two decimals of the same ratio differ by their rounding. */
const SAME = 1e-6;

/**
 * Pairs that one expert judged twice, differently.
 * @param judgements in the order of the file; with the column of each where it is not `value`
 */
export function contradictions(
  judgements: readonly (Judgement & { readonly column?: string })[],
  file: string,
): Problem[] {
  const first = new Map<string, Judgement>();
  return judgements.flatMap((judgement): Problem[] => {
    const { expert, node, left, right, value, line, column = 'value' } = judgement;
    if (value === null) return [];
    const key = JSON.stringify([expert, node, ...[left, right].sort()]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, judgement);
      return [];
    }
    const before = other.left === left ? other.value! : 1 / other.value!;
    if (Math.abs(value / before - 1) <= SAME) return [];
    const expected = `what line ${other.line} says: ${other.left} to ${other.right} is ${other.value}`;
    return [{ code: 'CONTRADICTION', file, line, column, found: String(value), expected }];
  });
}
