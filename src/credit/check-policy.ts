import { DocumentError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import type { Column } from '../document/column.js';
import { type Condition, columnsOfCondition } from '../document/condition.js';
import { policyColumns, unknownColumns } from '../document/contract.js';
import { gatesOf } from '../document/gates.js';
import type { Policy } from '../document/policy.js';

const FILE = 'policy.json';
/** Gates are bits of an integer that JavaScript holds exactly. */
const MOST_GATES = 52;

/**
 * Problems of a policy that its schema cannot see: lengths, order, unknown columns and industries, repeated rules.
 * @param policy the policy
 * @param columns the merged contract of the company table
 * @param industries ids of the industry document
 */
export function checkPolicy(
  policy: Policy,
  columns: readonly Column[],
  industries: readonly string[],
): Problem[] {
  return [
    ...checkTiers(policy),
    ...checkMonotone(policy),
    ...unknownColumns(policyColumns(policy), columns, FILE),
    ...checkRules(policy, columns),
    ...checkIndustries(policy, industries),
  ];
}

/** Throws what `checkPolicy` finds. */
export function assertPolicy(
  policy: Policy,
  columns: readonly Column[],
  industries: readonly string[],
): void {
  const problems = checkPolicy(policy, columns, industries);
  if (problems.length > 0)
    throw new DocumentError('BAD_DOCUMENT', 'policy.json contradicts itself', problems);
}

function checkTiers({ tiers, line }: Policy): Problem[] {
  const count = tiers.to - tiers.from + 1;
  if (count < 1) {
    return [
      {
        code: 'SCHEMA',
        file: FILE,
        path: 'tiers',
        found: `${tiers.from} to ${tiers.to}`,
        expected: 'from ≤ to',
      },
    ];
  }
  return (['advancePpm', 'cap'] as const).flatMap((name) =>
    line[name].length === count
      ? []
      : [
          {
            code: 'SCHEMA',
            file: FILE,
            path: `line.${name}`,
            found: `${line[name].length} values`,
            expected: `${count}, one for each of R${tiers.from} to R${tiers.to}`,
          },
        ],
  );
}

/** A worse tier never gets a larger share or cap. */
function checkMonotone({ line, tiers }: Policy): Problem[] {
  return (['advancePpm', 'cap'] as const).flatMap((name) =>
    line[name].flatMap((value, i) =>
      i > 0 && value > line[name][i - 1]!
        ? [
            {
              code: 'NOT_MONOTONE',
              file: FILE,
              path: `line.${name}[${i}]`,
              found: String(value),
              expected: `at most ${line[name][i - 1]}, the value of R${tiers.from + i - 1}`,
            },
          ]
        : [],
    ),
  );
}

function checkRules(policy: Policy, columns: readonly Column[]): Problem[] {
  const codes = gatesOf(policy).map(({ code }) => code);
  const repeated = codes.filter((code, i) => codes.indexOf(code) !== i);
  const types = new Map(columns.map((column) => [column.name, column.type]));
  const problems: Problem[] = repeated.map((code) => ({
    code: 'REPEATED_RULE',
    file: FILE,
    found: code,
    expected: 'each code once',
  }));
  if (codes.length > MOST_GATES) {
    problems.push({
      code: 'TOO_MANY_RULES',
      file: FILE,
      path: 'rules',
      found: String(codes.length),
      expected: `at most ${MOST_GATES} gates`,
    });
  }
  policy.rules.forEach((rule, i) => {
    for (const name of columnsOfCondition(rule.when)) {
      const type = types.get(name);
      if (type === undefined) continue;
      const wantsText = ['text', 'category', 'code', 'date'].includes(type);
      for (const literal of literalsFor(rule.when, name)) {
        if ((typeof literal === 'string') === wantsText) continue;
        const expected = `a ${wantsText ? 'text' : 'number'} for column ${name}`;
        problems.push({
          code: 'TYPE',
          file: FILE,
          path: `rules[${i}].when`,
          found: JSON.stringify(literal),
          expected,
        });
      }
    }
  });
  return problems;
}

function literalsFor(condition: Condition, name: string): (number | string)[] {
  if ('all' in condition) return condition.all.flatMap((part) => literalsFor(part, name));
  if ('any' in condition) return condition.any.flatMap((part) => literalsFor(part, name));
  if (condition.column !== name || condition.op === 'missing') return [];
  if (condition.op === 'in') return [...condition.values];
  return condition.op === 'between' ? [condition.low, condition.high] : [condition.value];
}

function checkIndustries({ line }: Policy, industries: readonly string[]): Problem[] {
  return Object.keys(line.capacity?.byIndustryPpm ?? {})
    .filter((id) => !industries.includes(id))
    .map((id) => ({
      code: 'UNKNOWN_INDUSTRY',
      file: FILE,
      path: `line.capacity.byIndustryPpm.${id}`,
      found: id,
      expected: 'an industry of industry.json',
      ...didYouMean(id, industries),
    }));
}
