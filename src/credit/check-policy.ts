import { DocumentError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import { COMPANY_ID, namedColumns, policyColumns, unknownColumns } from '../document/contract.js';
import type { Policy } from '../document/policy.js';
import { ANSWER_COLUMNS, DRAFT_COLUMN, LIST_COLUMNS, RESERVED } from '../document/reserved.js';
import { checkDecision } from './check-decision.js';
import { checkMonotone } from './check-monotone.js';
import { checkRules } from './check-rules.js';
import { checkTypes } from './check-types.js';
import { checkCover } from './cover-policy.js';
import { POLICY_FILE, policyProblem } from './policy-problem.js';
import type { Rate } from './rate.js';

/**
 * Problems of a policy that its schema cannot see: lengths, order, unknown columns and industries, columns of another type than
 * is computed with, rules that repeat, overlap or can never hit, gaps over tier × tax rating × revenue band.
 * @param policy the policy
 * @param columns the merged contract of the company table
 * @param industries ids of the industry document
 */
export function checkPolicy(
  policy: Policy,
  columns: readonly Column[],
  industries: readonly string[],
): Problem[] {
  const lengths = checkTiers(policy);
  return [
    ...lengths,
    ...checkMonotone(policy),
    ...checkRateBounds(policy),
    ...unknownColumns(policyColumns(policy), columns, { file: POLICY_FILE, json: policy }),
    ...checkNames(policy, columns),
    ...checkTypes(policy, columns),
    ...checkRules(policy, columns),
    ...(lengths.length > 0 ? [] : checkCover(policy, columns)),
    ...checkIndustries(policy, industries),
    ...checkDecision(policy, columns),
  ];
}

/** Throws what `checkPolicy` finds. */
export function assertPolicy(
  policy: Policy,
  columns: readonly Column[],
  industries: readonly string[],
): void {
  refuse(checkPolicy(policy, columns, industries));
}

/**
 * Refuses a rate table in which a worse tier or tax rating pays less.
 * @throws DocumentError BAD_DOCUMENT
 */
export function assertRates(policy: Policy, rates: readonly (readonly Rate[])[]): void {
  const rowsOf = (i: number) => `R${policy.tiers.from + i}`;
  const ratingOf = (j: number) => policy.tax?.ratings[j]?.rating ?? '';
  const falls = rates.flatMap((row, i) =>
    row.flatMap(({ rateBp }, j) => [
      ...(i > 0 && rateBp < rates[i - 1]![j]!.rateBp
        ? [[`${rowsOf(i)} ${ratingOf(j)}`, rateBp, rowsOf(i - 1), rates[i - 1]![j]!.rateBp] as const]
        : []),
      ...(j > 0 && rateBp < row[j - 1]!.rateBp
        ? [[`${rowsOf(i)} ${ratingOf(j)}`, rateBp, ratingOf(j - 1), row[j - 1]!.rateBp] as const]
        : []),
    ]),
  );
  refuse(
    falls.map(([cell, found, better, least]) =>
      policyProblem('NOT_MONOTONE', {
        path: `rate of ${cell.trim()}`,
        found: `${found} bp`,
        expected: `at least ${least} bp, the rate of ${better}`,
      }),
    ),
  );
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'policy.json contradicts itself', problems);
}

function checkTiers({ tiers, line }: Policy): Problem[] {
  const count = tiers.to - tiers.from + 1;
  const schema = (path: string, found: string, expected: string) => [
    policyProblem('SCHEMA', { path, found, expected }),
  ];
  if (count < 1) return schema('tiers', `${tiers.from} to ${tiers.to}`, 'from ≤ to');
  return (['advancePpm', 'cap'] as const).flatMap((name) =>
    line[name].length === count
      ? []
      : schema(
          `line.${name}`,
          `${line[name].length} values`,
          `${count}, one for each of R${tiers.from} to R${tiers.to}`,
        ),
  );
}

/** Names that would stand twice: derived and richer ones beside columns or what is computed, carried ones beside those of the list. */
function checkNames(policy: Policy, columns: readonly Column[]): Problem[] {
  const { derived, carry, decision } = policy;
  const read = new Set([...namedColumns(policy), ...policyColumns(policy)]);
  const listed = new Set<string>([COMPANY_ID, ...LIST_COLUMNS, DRAFT_COLUMN, ...ANSWER_COLUMNS]);
  const isTaken = (name: string) => RESERVED.has(name) || columns.some((column) => column.name === name);
  return [
    ...[...read].flatMap((name) => (RESERVED.has(name) ? [nameTaken('inputs', name)] : [])),
    ...derived.flatMap(({ id }, i) => (isTaken(id) ? [nameTaken(`derived[${i}].id`, id)] : [])),
    ...(decision?.richer ?? []).flatMap(({ name }, i) =>
      RESERVED.has(name) ? [nameTaken(`decision.richer[${i}].name`, name)] : [],
    ),
    ...carry.flatMap((name, i) =>
      (listed.has(name) && !RESERVED.has(name)) || carry.indexOf(name) < i
        ? [nameTaken(`carry[${i}]`, name)]
        : [],
    ),
  ];
}

const nameTaken = (path: string, found: string): Problem =>
  policyProblem('RESERVED_NAME', {
    path,
    found,
    expected: 'a name that nothing else has',
    hint: 'rename the column, or map its header in dipper.json to another',
  });

/** A cap below the floor would be passed by every rate. */
function checkRateBounds({ rate }: Policy): Problem[] {
  const floor = rate.reference.rateBp + rate.floorOverReferenceBp;
  if (rate.capBp >= floor) return [];
  const expected = `at least the floor, ${floor} bp`;
  return [policyProblem('SCHEMA', { path: 'rate.capBp', found: `${rate.capBp} bp`, expected })];
}

function checkIndustries({ line }: Policy, industries: readonly string[]): Problem[] {
  return Object.keys(line.capacity?.byIndustryPpm ?? {})
    .filter((id) => !industries.includes(id))
    .map((id) =>
      policyProblem('UNKNOWN_INDUSTRY', {
        path: `line.capacity.byIndustryPpm.${id}`,
        found: id,
        expected: 'an industry of industry.json',
        ...didYouMean(id, industries),
      }),
    );
}
