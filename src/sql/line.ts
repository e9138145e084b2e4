import { lineTermsOf } from '../document/gates.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import { type ColumnLookup, conditionExpr } from './condition.js';
import {
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
  or,
  pick,
  sumOf,
  text,
  when,
} from './expr.js';
import { INDUSTRY_NO } from './own-columns.js';
import type { Named } from './stage.js';

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

/** A cap that does not hold a firm. */
const NO_CAP = 1_000_000_000_000;

/** The terms whose least is the line: each in whole units of currency, null without revenue or tax rating. */
export function lineTermColumns(
  policy: Policy,
  industry: Pick<IndustryDocument, 'industries'>,
  lookup: ColumnLookup,
): Named[] {
  const { line, tax, rules } = policy;
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
  const caps = rules.filter(({ outcome }) => outcome === 'cap');
  caps.forEach(({ when: condition, capAmount }, place) => {
    const amount = when([[conditionExpr(condition, lookup), integer(capAmount!)]], integer(NO_CAP));
    terms.push([capColumn(place), amount]);
  });
  return terms;
}

/** The columns of the terms, as `lineTermsOf` lists them. Rules stand by place: an id may be that of a term but for its case. */
function termColumns(policy: Policy): string[] {
  const caps = policy.rules.filter(({ outcome }) => outcome === 'cap');
  const names = lineTermsOf(policy);
  const own = names.slice(0, names.length - caps.length).map((name) => `term_${name}`);
  return [...own, ...caps.map((_rule, place) => capColumn(place))];
}

/** No company column begins so. */
const capColumn = (place: number) => `_cap_${place}`;

/** Own lines to be deducted: those of the borrower where the policy joins firms, otherwise the firm's. */
export function ownLineColumn({ line }: Policy): Expr {
  if (line.ownLine === undefined) return integer(0);
  return call('coalesce', column(line.borrower === undefined ? line.ownLine : BORROWER_LINE), integer(0));
}

/** Own lines deducted from a firm's line. */
export const OWN_LINE = 'deducted_amount';
/** Own lines of all firms of a borrower. */
export const BORROWER_LINE = 'borrower_line';

/** α τ in ppm, rounded down to a whole ppm. */
function productPpm(alpha: number, tau: number): number {
  return Number((BigInt(alpha) * BigInt(tau)) / BigInt(MILLION));
}

function tierPlace(policy: Policy): Expr {
  return binary(column('tier'), '-', integer(policy.tiers.from));
}

/** Rates by tier (rows, best first) and tax rating (columns, in the policy's order). */
export type RateCells = readonly (readonly { readonly rateBp: number; readonly isAboveMarket: boolean }[])[];

/** The least of the terms, before own lines. */
const LEAST_TERM = 'least_term';

/** The least term, and the firm's cell in the rate table. */
export function leastColumns(policy: Policy, rates: RateCells): Named[] {
  const terms = termColumns(policy).map((name) => column(name));
  const width = integer(rates[0]!.length);
  return [
    [LEAST_TERM, leastOf(terms)],
    [RATE_CELL, binary(binary(tierPlace(policy), '*', width), '+', column('tax_no'))],
  ];
}

const RATE_CELL = 'rate_cell';

/** The line, the term that binds it, and the rate; null without revenue or tax rating. */
export function lineColumns(policy: Policy, rates: RateCells): Named[] {
  const step = integer(policy.line.roundTo);
  const least = column(LEAST_TERM);
  const room = binary(least, '-', column(OWN_LINE));
  const rounded = binary(binary(room, '//', step), '*', step);
  const isUnknown = or(isNull(column('revenue')), isNull(column('tax_no')));
  const columns = termColumns(policy);
  const bindingBranches = lineTermsOf(policy).map(
    (name, i) => [binary(column(columns[i]!), '=', least), text(name)] as const,
  );
  const ofCell = (value: (cell: RateCells[number][number]) => number) =>
    pick(
      column(RATE_CELL),
      rates.flat().map((cell) => integer(value(cell))),
    );
  return [
    [
      'line_amount',
      when(
        [
          [isUnknown, nullOf('bigint')],
          [binary(room, '<=', integer(0)), integer(0)],
        ],
        rounded,
      ),
    ],
    ['binding', when([[isUnknown, nullOf('text')], ...bindingBranches], nullOf('text'))],
    ['rate_bp', ofCell(({ rateBp }) => rateBp)],
    ['above_market', ofCell(({ isAboveMarket }) => (isAboveMarket ? 1 : 0))],
  ];
}
