import type { Problem } from '../core/errors.js';
import { canonicalJson } from '../document/canonical.js';
import type { Column } from '../document/column.js';
import { misreadLiterals } from '../document/column-reading.js';
import { flagsOf, gatesOf, gatesOfRule } from '../document/gates.js';
import { placesOf } from '../document/json-places.js';
import type { Policy } from '../document/policy.js';
import type { Rule } from '../document/rule.js';
import { canHold } from './can-hold.js';
import { policyProblem } from './policy-problem.js';

/** Gates and flags are bits of integers that JavaScript holds exactly. */
const MOST_BITS = 52;

/**
 * Problems of rules: repeated codes and conditions, literals of the wrong type, rules that nothing can ever hit.
 * @param policy the policy
 * @param columns the merged contract of the company table
 */
export function checkRules(policy: Policy, columns: readonly Column[]): Problem[] {
  const { rules, decision } = policy;
  const known = new Map([...columns, ...computedColumns(policy)].map((column) => [column.name, column]));
  const richer = new Map([
    ...known,
    ...(decision?.richer ?? []).map((column) => [column.name, column] as const),
  ]);
  const own = decision?.rules ?? [];
  const [gates, flags] = [gatesOf(policy), flagsOf(policy)];
  return [
    ...repeated(
      [...gates, ...own.flatMap(gatesOfRule), ...flags].map(({ code }) => code),
      policy,
    ),
    ...tooMany(gates.length, 'gates'),
    ...tooMany(flags.length, 'flags'),
    ...rules.flatMap((rule, i) => checkRule(rule, `rules[${i}]`, known)),
    ...own.flatMap((rule, i) => checkRule(rule, `decision.rules[${i}]`, richer)),
    ...sameConditions(rules, 'rules'),
    ...sameConditions(own, 'decision.rules'),
    ...own.flatMap(({ outcome }, i) =>
      outcome === 'cap' || outcome === 'flag'
        ? [
            policyProblem('SCHEMA', {
              path: `decision.rules[${i}].outcome`,
              found: outcome,
              expected: 'manual, offline or reject',
            }),
          ]
        : [],
    ),
    ...neverBinding(policy),
  ];
}

/** What rules may name beside the contract, with the values it can have. */
export function computedColumns({ tiers, derived }: Policy): Column[] {
  return [
    { name: 'tier', type: 'integer', min: tiers.from, max: tiers.to, missing: 'rejected' },
    { name: 'score', type: 'integer', min: 0, max: 1000, missing: 'rejected' },
    { name: 'industry_id', type: 'text' },
    { name: 'is_target', type: 'flag', missing: 'rejected' },
    { name: 'revenue', type: 'amount' },
    ...derived.map(({ id }): Column => ({ name: id, type: 'integer' })),
  ];
}

/** A second rule of a code is named by its place; one that has the code of a check of its own, by the only place there is. */
function repeated(codes: readonly string[], { rules, decision }: Policy): Problem[] {
  const ids = {
    rules: rules.map(({ id }) => ({ id })),
    decision: { rules: (decision?.rules ?? []).map(({ id }) => ({ id })) },
  };
  return codes
    .filter((code, i) => codes.indexOf(code) !== i)
    .map((found) => {
      const path = placesOf(ids, found).at(-1);
      const at = path === undefined ? {} : { path };
      return policyProblem('REPEATED_RULE', { ...at, found, expected: 'each code once' });
    });
}

function tooMany(count: number, what: 'gates' | 'flags'): Problem[] {
  if (count <= MOST_BITS) return [];
  const expected = `at most ${MOST_BITS} ${what}`;
  return [policyProblem('TOO_MANY_RULES', { path: 'rules', found: `${count} ${what}`, expected })];
}

function checkRule(rule: Rule, path: string, columns: ReadonlyMap<string, Column>): Problem[] {
  const types = misreadLiterals(rule.when, `${path}.when`, columns).map((problem) =>
    policyProblem('TYPE', problem),
  );
  if (types.length > 0 || canHold(rule.when, columns)) return types;
  const expected = 'a condition that some firm can meet';
  return [policyProblem('UNREACHABLE_RULE', { path: `${path}.when`, found: rule.id, expected })];
}

function sameConditions(rules: readonly Rule[], path: string): Problem[] {
  const texts = rules.map(({ when }) => canonicalJson(when));
  return texts.flatMap((text, i) => {
    const first = texts.indexOf(text);
    const found = `${rules[i]!.id}: the condition of ${rules[first]!.id}`;
    return first === i
      ? []
      : [policyProblem('OVERLAP', { path: `${path}[${i}].when`, found, expected: 'each condition once' })];
  });
}

/** A cap no tier's own cap exceeds. */
function neverBinding({ rules, line }: Policy): Problem[] {
  const most = Math.max(...line.cap);
  return rules.flatMap(({ capAmount }, i) =>
    capAmount !== undefined && capAmount >= most
      ? [
          policyProblem('UNREACHABLE_RULE', {
            path: `rules[${i}].capAmount`,
            found: String(capAmount),
            expected: `below ${most}, the largest cap of a tier`,
          }),
        ]
      : [],
  );
}
