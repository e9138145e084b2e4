import { add, divide, fraction, multiply, nearest, ofPpm, subtract } from '../core/fraction.js';
import type { DecisionPolicy } from '../document/policy-decision.js';
import type { ValueLookup } from '../document/read-condition.js';

const numbers = (names: readonly string[], valueAt: ValueLookup) =>
  names.map((name) => valueAt(name) as number | null);
const allKnown = (values: readonly (number | null)[]): values is number[] =>
  values.every((value) => value !== null);

/**
 * L_tax = κ × mean annual tax, to the nearest unit of currency.
 * @param rules the policy's tax line
 * @param rating the firm's tax rating
 * @param valueAt finds the columns
 * @returns undefined without the rule, the figures or a multiple for the rating
 */
export function taxLine(
  rules: DecisionPolicy['taxLine'],
  rating: string | null,
  valueAt: ValueLookup,
): number | undefined {
  if (rules === undefined) return undefined;
  const times = rules.multiples.find((entry) => entry.rating === rating)?.times;
  const years = numbers(rules.years, valueAt);
  if (times === undefined || !allKnown(years)) return undefined;
  const total = years.reduce((sum, value) => sum + BigInt(value), 0n);
  return nearest(fraction(total * BigInt(times), years.length));
}

/** A working-capital line, or why it is not used. */
export type WorkingCapital = { readonly amount: number } | { readonly unused: 'NO_DATA' | 'TURNOVER' };

/**
 * L_wc = S0 (1 − m)(1 + g) / T − own funds − existing working-capital loans − other channels, to the nearest unit.
 * Balances come in whole units, so a turnover of 4.0000001 must not cost a step of rounding down.
 * @param rules the policy's working-capital line
 * @param valueAt finds the columns
 * @returns NO_DATA without the rule or a figure, TURNOVER where there are no sales or the cycle is out of limits
 * @source CBIRC (2010), 流动资金贷款管理暂行办法, annex: method of working-capital needs
 */
export function workingCapitalLine(
  rules: DecisionPolicy['workingCapital'],
  valueAt: ValueLookup,
): WorkingCapital {
  if (rules === undefined) return { unused: 'NO_DATA' };
  const { limits, ...columns } = rules;
  const read = numbers(Object.values(columns), valueAt);
  if (!allKnown(read)) return { unused: 'NO_DATA' };
  const at = (name: keyof typeof columns) => valueAt(columns[name]) as number;
  if (at('sales') <= 0 || at('costOfSales') <= 0) return { unused: 'TURNOVER' };
  const days = (balance: keyof typeof columns, flow: 'sales' | 'costOfSales') =>
    fraction(360n * BigInt(at(balance)), at(flow));
  const cycle = subtract(
    [
      days('inventory', 'costOfSales'),
      days('receivables', 'sales'),
      days('prepayments', 'costOfSales'),
    ].reduce(add),
    add(days('payables', 'costOfSales'), days('advances', 'sales')),
  );
  if (cycle.top <= 0n || 360n * cycle.bottom > BigInt(limits.mostTurns) * cycle.top)
    return { unused: 'TURNOVER' };
  const margin = clamp(at('marginPpm'), 0, limits.mostMarginPpm);
  const growth = clamp(at('growthPpm'), limits.leastGrowthPpm, limits.mostGrowthPpm);
  const volume = multiply(
    multiply(fraction(at('sales')), ofPpm(1_000_000 - margin)),
    ofPpm(1_000_000 + growth),
  );
  const need = multiply(volume, divide(cycle, fraction(360)));
  const met = at('ownFunds') + at('workingCapitalLoans') + at('otherFunds');
  return { amount: nearest(subtract(need, fraction(met))) };
}

/**
 * L_dscr = (EBITDA / cover − debt service) / (rate + 1 / years), exact, to the nearest unit of currency.
 * @param rules the policy's debt-service line
 * @param rateBp the rate the firm would pay, basis points a year
 * @param valueAt finds the columns
 * @returns undefined without the rule or the figures; negative where debt service takes more than cover leaves
 */
export function debtServiceLine(
  rules: DecisionPolicy['debtService'],
  rateBp: number,
  valueAt: ValueLookup,
): number | undefined {
  if (rules === undefined) return undefined;
  const read = numbers([rules.ebitda, rules.debtService], valueAt);
  if (!allKnown(read)) return undefined;
  const [ebitda, service] = read as [number, number];
  const room = subtract(divide(fraction(ebitda), ofPpm(rules.coverPpm)), fraction(service));
  return nearest(divide(room, add(fraction(rateBp, 10_000), fraction(1, rules.years))));
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
