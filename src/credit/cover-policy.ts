import type { Problem } from '../core/errors.js';
import type { Column } from '../document/column.js';
import { columnsOfCondition, literalsOf } from '../document/condition.js';
import type { Policy } from '../document/policy.js';
import { holds, type ValueLookup } from '../document/read-condition.js';
import type { Rule } from '../document/rule.js';
import { testPoints } from './can-hold.js';
import { policyProblem } from './policy-problem.js';
import { readLine } from './read-line.js';

/** A cell of tier × tax rating × revenue band, and whether a firm in it can be approved. */
interface Cell {
  readonly tier: number;
  readonly rating: string | null;
  /** Whether a rule that these three decide stops it. */
  readonly isStopped: boolean;
  readonly isApproved: boolean;
}

/**
 * Gaps and overlaps over tier × tax rating × revenue band: a rating nobody speaks of, a rating that is priced and always
 * stopped, a tier without any line. Rules that read anything else are taken as not hitting.
 * @param policy a policy whose lists have the right lengths
 * @param columns the contract of the company table
 */
export function checkCover(policy: Policy, columns: readonly Column[]): Problem[] {
  const ratings = ratingsOf(policy, columns);
  const cells = ratings.flatMap((rating) => cellsOf(rating, policy));
  const listed = policy.tax?.ratings.map(({ rating }) => rating) ?? [];
  return [
    ...checkListed(listed, cells),
    ...checkUnlisted(
      ratings.filter((rating) => rating !== null && !listed.includes(rating)),
      cells,
    ),
    ...checkEachTier(policy, cells),
  ];
}

/** Tax ratings that stand twice, or have a factor that no firm can use. */
function checkListed(listed: readonly string[], cells: readonly Cell[]): Problem[] {
  const twice = listed.filter((rating, i) => listed.indexOf(rating) !== i);
  const useless = listed.filter((rating) =>
    cells.every((cell) => cell.rating !== rating || !cell.isApproved),
  );
  const path = 'tax.ratings';
  return [
    ...twice.map((rating) =>
      policyProblem('OVERLAP', { path, found: `${rating} twice`, expected: 'each tax rating once' }),
    ),
    ...useless.map((rating) =>
      policyProblem('OVERLAP', {
        path,
        found: `${rating}: has a factor, but no firm with it can be approved`,
        expected: 'a tax rating that is lent to or one that a rule stops',
      }),
    ),
  ];
}

/** Tax ratings that have no factor and that no rule stops. */
function checkUnlisted(unlisted: readonly (string | null)[], cells: readonly Cell[]): Problem[] {
  return unlisted
    .filter((rating) => cells.some((cell) => cell.rating === rating && !cell.isStopped))
    .map((rating) =>
      policyProblem('GAP', {
        path: 'tax.ratings',
        found: `nothing for ${rating}`,
        expected: 'a factor, or a rule that stops it',
      }),
    );
}

/** The tiers lent to, best first. */
const lentToTiers = ({ from, to }: Policy['tiers']): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

function checkEachTier({ tiers }: Policy, cells: readonly Cell[]): Problem[] {
  return lentToTiers(tiers)
    .filter((tier) => cells.every((cell) => cell.tier !== tier || !cell.isApproved))
    .map((tier) =>
      policyProblem('GAP', {
        path: 'line',
        found: `no firm in R${tier} can be approved`,
        expected: 'a line of at least the minimum at some revenue and tax rating',
      }),
    );
}

/** The ratings that the contract lets in, or those that the policy speaks of; null alone without tax ratings. */
function ratingsOf({ tax, rules }: Policy, columns: readonly Column[]): (string | null)[] {
  if (tax === undefined) return [null];
  const declared = columns.find(({ name }) => name === tax.column)?.values;
  const named = rules.flatMap(({ when }) => literalsOf(when, tax.column).map(String));
  return [
    ...new Set([...(declared ?? []), ...tax.ratings.map(({ rating }) => rating), ...(declared ? [] : named)]),
  ];
}

function cellsOf(rating: string | null, policy: Policy): Cell[] {
  const { tiers, tax, line, rules } = policy;
  const decided = rules.filter((rule) => isDecided(rule, policy));
  const amount: Column = { name: 'revenue', type: 'amount', missing: 'rejected' };
  const cuts = [...rules.flatMap(({ when }) => literalsOf(when, 'revenue')), 0, 1e9];
  const revenues = testPoints(amount, cuts) as number[];
  const taxNo = tax === undefined ? 0 : tax.ratings.findIndex((entry) => entry.rating === rating);
  return lentToTiers(tiers).flatMap((tier) =>
    revenues.map((revenue): Cell => {
      const values: Record<string, number | string | null> = { tier, revenue, is_target: 1 };
      if (tax !== undefined) values[tax.column] = rating;
      const valueAt: ValueLookup = (name) => values[name] ?? null;
      const isStopped = decided.some(({ when }) => holds(when, valueAt));
      const amountOf = () =>
        readLine(policy, { tier, taxNo, revenue, industryId: null, ownLine: 0, valueAt }).lineAmount;
      return { tier, rating, isStopped, isApproved: !isStopped && taxNo >= 0 && amountOf() >= line.minimum };
    }),
  );
}

/** Whether tier, tax rating and revenue alone decide a rule that stops firms. */
function isDecided({ when, outcome }: Rule, { tax }: Policy): boolean {
  if (outcome === 'cap' || outcome === 'flag') return false;
  return columnsOfCondition(when).every((name) =>
    ['tier', 'revenue', 'is_target', tax?.column].includes(name),
  );
}
