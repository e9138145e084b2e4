import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import {
  and,
  binary,
  call,
  column,
  type Expr,
  integer,
  isNull,
  isPresent,
  leastOf,
  nullOf,
  oneIf,
  pick,
  sumOf,
  text,
  when,
} from './expr.js';
import { INDUSTRY_NO } from './feature.js';
import { keep, type Named } from './stage.js';

const MILLION = 1_000_000;

/**
 * R: the lowest of the policy's revenue columns that are present; with a haircut where only one of several is.
 * Null when none is.
 */
export function revenueColumns(policy: Policy): Named[] {
  const { columns, singleSourceHaircutPpm } = policy.line.revenue;
  const sources = columns.map((name) => column(name));
  const lowest = sources.reduce((left, right) =>
    when(
      [
        [isNull(left), right],
        [isNull(right), left],
        [binary(right, '<', left), right],
      ],
      left,
    ),
  );
  if (columns.length === 1) return [['revenue', lowest]];
  const present = sumOf(sources.map((source) => oneIf(isPresent(source))));
  const cut = share(lowest, integer(MILLION - singleSourceHaircutPpm));
  return [['revenue', when([[binary(present, '=', integer(1)), cut]], lowest)]];
}

/** ppm of an amount, rounded down; both at most 10^18 together, which a 64-bit integer holds. */
function share(amount: Expr, ppm: Expr): Expr {
  return binary(binary(amount, '*', ppm), '//', integer(MILLION));
}

/** The terms whose least is the line: each in whole units of currency, null without revenue or tax rating. */
export function lineTermColumns(policy: Policy, industry: IndustryDocument): Named[] {
  const { line, tax } = policy;
  const revenue = column('revenue');
  const place = tierPlace(policy);
  const factors = (tax?.ratings ?? [{ factorPpm: MILLION }]).map(({ factorPpm }) => factorPpm);
  const advance = line.advancePpm.flatMap((alpha) => factors.map((tau) => integer(productPpm(alpha, tau))));
  const cell = binary(binary(place, '*', integer(factors.length)), '+', column('tax_no'));
  const known = (name: string | undefined) =>
    name === undefined ? integer(0) : call('coalesce', column(name), integer(0));
  const terms: Named[] = [['term_advance', share(revenue, pick(cell, advance))]];
  if (line.debt !== undefined) {
    const room = binary(share(revenue, integer(line.debt.sharePpm)), '-', known(line.debt.column));
    terms.push(['term_debt', room]);
  }
  if (line.capacity !== undefined) {
    const { sharePpm, byIndustryPpm, ownFunds, workingCapitalDebt } = line.capacity;
    const byIndustry = industry.industries.map(({ id }) => integer(byIndustryPpm[id] ?? sharePpm));
    const k = call('coalesce', pick(column(INDUSTRY_NO), byIndustry), integer(sharePpm));
    const spoken = binary(known(ownFunds), '+', known(workingCapitalDebt));
    terms.push(['term_capacity', binary(share(revenue, k), '-', spoken)]);
  }
  terms.push(['term_cap', pick(place, line.cap.map(integer))]);
  const notSeen = line.debt?.column === undefined ? integer(0) : oneIf(isNull(column(line.debt.column)));
  return [...terms, ['own_line_', known(line.ownLine)], ['debt_not_seen', notSeen]];
}

/** α τ in ppm, rounded down to a whole ppm. */
function productPpm(alpha: number, tau: number): number {
  return Number((BigInt(alpha) * BigInt(tau)) / BigInt(MILLION));
}

function tierPlace(policy: Policy): Expr {
  return binary(column('tier'), '-', integer(policy.tiers.from));
}

/** The line, the term that binds it, and the rate. */
export function lineColumns(policy: Policy, rates: readonly (readonly number[])[]): Named[] {
  const { line } = policy;
  const names = [
    'advance',
    ...(line.debt === undefined ? [] : ['debt']),
    ...(line.capacity === undefined ? [] : ['capacity']),
    'cap',
  ];
  const terms = names.map((name) => column(`term_${name}`));
  const least = leastOf(terms);
  const room = binary(least, '-', column('own_line_'));
  const rounded = binary(binary(room, '//', integer(line.roundTo)), '*', integer(line.roundTo));
  const known = and(isPresent(column('revenue')), isPresent(column('tax_no')));
  const amount = when(
    [
      [binary(oneIf(known), '=', integer(0)), nullOf('bigint')],
      [binary(room, '<=', integer(0)), integer(0)],
    ],
    rounded,
  );
  const bindingBranches = names.map(
    (name) => [binary(column(`term_${name}`), '=', least), text(name)] as const,
  );
  const width = rates[0]!.length;
  const cell = binary(binary(tierPlace(policy), '*', integer(width)), '+', column('tax_no'));
  return [
    ['line_amount', amount],
    ['binding', when(bindingBranches, nullOf('text'))],
    ['rate_bp', pick(cell, rates.flat().map(integer))],
    keep('debt_not_seen'),
  ];
}
