import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { columnsOfCondition } from '../document/condition.js';
import { unknownColumns } from '../document/contract.js';
import { isLentTo, type Policy } from '../document/policy.js';
import { type DecisionPolicy, watchActions } from '../document/policy-decision.js';
import { computedColumns } from './check-rules.js';
import { decisionColumns } from './check-types.js';
import { POLICY_FILE, policyProblem } from './policy-problem.js';

/**
 * Problems of the parts of a policy that decide applications, watch loans and cap the portfolio.
 * @param policy the policy
 * @param columns the contract of the company table
 */
export function checkDecision(policy: Policy, columns: readonly Column[]): Problem[] {
  const { decision } = policy;
  return [
    ...(decision === undefined
      ? []
      : [
          ...checkRicher(decision, columns),
          ...checkNames(policy, decision, columns),
          ...checkMultiples(policy, decision),
        ]),
    ...checkDemand(policy),
    ...checkWatch(policy),
    ...checkPortfolio(policy),
  ];
}

/** A richer field with the name of a company column replaces it: both must be of one type. */
function checkRicher({ richer }: DecisionPolicy, columns: readonly Column[]): Problem[] {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const names = richer.map(({ name }) => name);
  return richer.flatMap(({ name, type }, i) => [
    ...(types.has(name) && types.get(name) !== type
      ? [
          policyProblem('COLUMN_CONFLICT', {
            path: `decision.richer[${i}].type`,
            found: type,
            expected: `${types.get(name)}, the type of company column ${name}`,
          }),
        ]
      : []),
    ...(names.indexOf(name) === i
      ? []
      : [
          policyProblem('OVERLAP', {
            path: `decision.richer[${i}]`,
            found: name,
            expected: 'each richer field once',
          }),
        ]),
  ]);
}

function checkNames(policy: Policy, decision: DecisionPolicy, columns: readonly Column[]): Problem[] {
  const named = decisionColumns({ decision }).flatMap(([, name]) => (name === undefined ? [] : [name]));
  const names = new Set([...named, ...decision.rules.flatMap(({ when }) => columnsOfCondition(when))]);
  const known = [...columns, ...decision.richer, ...computedColumns(policy)];
  return unknownColumns(names, known, { file: POLICY_FILE, json: { decision } });
}

function checkMultiples({ tax }: Policy, { taxLine }: DecisionPolicy): Problem[] {
  const ratings = tax?.ratings.map(({ rating }) => rating) ?? [];
  const named = taxLine?.multiples.map(({ rating }) => rating) ?? [];
  const path = 'decision.taxLine.multiples';
  return [
    ...named
      .filter((rating) => !ratings.includes(rating))
      .map((found) => policyProblem('UNKNOWN_RATING', { path, found, expected: 'a rating of tax.ratings' })),
    ...(taxLine === undefined ? [] : ratings.filter((rating) => !named.includes(rating))).map((rating) =>
      policyProblem('GAP', {
        path,
        found: `nothing for ${rating}`,
        expected: 'a multiple for each of tax.ratings',
      }),
    ),
  ];
}

/** Each lent-to tier has at most one demand curve. */
function checkDemand({ rate }: Policy): Problem[] {
  const curves = rate.demand?.curves ?? [];
  return curves.flatMap(({ from, to, name }, i) => {
    const path = `rate.demand.curves[${i}]`;
    const other = curves.slice(0, i).find((before) => before.from <= to && from <= before.to);
    if (from > to)
      return [policyProblem('SCHEMA', { path, found: `${from} to ${to}`, expected: 'from ≤ to' })];
    if (other === undefined) return [];
    return [
      policyProblem('OVERLAP', {
        path,
        found: `${name} shares tiers with ${other.name}`,
        expected: 'one curve a tier',
      }),
    ];
  });
}

/** Each number of days has one action, and more days never a milder one. */
function checkWatch({ watch }: Policy): Problem[] {
  const steps = (watch?.overdue ?? []).map((step, i) => ({ ...step, path: `watch.overdue[${i}]` }));
  steps.sort((a, b) => a.fromDays - b.fromDays);
  return steps.flatMap(({ path, fromDays, action }, i) => {
    const before = steps[i - 1];
    if (before === undefined) return [];
    if (before.fromDays === fromDays)
      return [
        policyProblem('OVERLAP', { path, found: `${fromDays} days`, expected: 'each number of days once' }),
      ];
    const least = watchActions.indexOf(before.action);
    return watchActions.indexOf(action) >= least
      ? []
      : [
          policyProblem('NOT_MONOTONE', {
            path: `${path}.action`,
            found: action,
            expected: `${watchActions.slice(least).join(' or ')}: ${before.action} is done from ${before.fromDays} days`,
          }),
        ];
  });
}

/** Caps on tiers: those lent to, each once. */
function checkPortfolio({ portfolio, tiers }: Policy): Problem[] {
  const capped = (portfolio?.tiers ?? []).map(({ tier }) => tier);
  return capped.flatMap((tier, i) => {
    const [path, found] = [`portfolio.tiers[${i}]`, `R${tier}`];
    if (!isLentTo({ tiers }, tier))
      return [policyProblem('UNREACHABLE_RULE', { path, found, expected: `R${tiers.from} to R${tiers.to}` })];
    return capped.indexOf(tier) === i
      ? []
      : [policyProblem('OVERLAP', { path, found, expected: 'each tier once' })];
  });
}
