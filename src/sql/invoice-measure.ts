import { COMPANY_ID } from '../document/contract.js';
import type { FromInvoices, InvoiceMeasure } from '../document/invoice-measure.js';

/** One measure: sums over the firm's lines, a group of its own where it needs one, and the value made of them. */
export interface MeasureSql {
  readonly sums: readonly string[];
  readonly group?: MeasureGroup;
  readonly value: string;
}

/** A common table expression with one row for each firm: `id` and what the measure needs. */
export interface MeasureGroup {
  readonly name: string;
  readonly sql: string;
}

/** A measure's window and direction, and the names of its sums. */
interface Window extends FromInvoices {
  readonly a: string;
  readonly b: string;
}

/**
 * The SQL of one measure over `line`: company_id, party, issued_on, is_out, is_valid, cents, tax_cents, `back`, the whole
 * months between an invoice and the day, and `month`, a running number of its calendar month.
 * @param made what the column says
 * @param prefix of the names of its sums
 */
export function measureSql(made: FromInvoices, prefix: string): MeasureSql {
  return readings[made.measure]({ ...made, a: `${prefix}a`, b: `${prefix}b` });
}

const readings: Readonly<Record<InvoiceMeasure, (window: Window) => MeasureSql>> = {
  amount: (w) => ({ sums: [sum('cents', valid(w), w.a)], value: units(w.a) }),
  tax: (w) => ({ sums: [sum('tax_cents', valid(w), w.a)], value: units(w.a) }),
  vat_payable: (w) => {
    const due = 'CASE WHEN is_out THEN tax_cents ELSE -tax_cents END';
    const value = `CASE WHEN ${w.a} <= 0 THEN 0 ELSE ${units(w.a)} END`;
    return { sums: [sum(due, `is_valid AND ${within(w)}`, w.a)], value };
  },
  count: (w) => ({ sums: [tally('*', valid(w), w.a)], value: w.a }),
  active_months: (w) => ({ sums: [tally(`DISTINCT ${calendarMonth(w)}`, valid(w), w.a)], value: w.a }),
  void_share: (w) => {
    const all = `${own(w)} AND ${within(w)}`;
    const sums = [tally('*', `${all} AND NOT is_valid`, w.a), tally('*', all, w.b)];
    return { sums, value: ppm(w.a, w.b) };
  },
  returns_share: (w) => {
    const sums = [
      sum('-cents', `${valid(w)} AND cents < 0`, w.a),
      sum('cents', `${valid(w)} AND cents > 0`, w.b),
    ];
    return { sums, value: ppm(w.a, w.b) };
  },
  growth: (w) => {
    const before = { ...w, ago: w.ago + w.months };
    const sums = [sum('cents', valid(w), w.a), sum('cents', valid(before), w.b)];
    return { sums, value: ppm(`(${w.a} - ${w.b})`, w.b) };
  },
  first_on: (w) => ({ sums: [`min(issued_on) FILTER (WHERE ${valid(w)}) AS ${w.a}`], value: w.a }),
  last_on: (w) => ({ sums: [`max(issued_on) FILTER (WHERE ${valid(w)}) AS ${w.a}`], value: w.a }),
  parties: (w) => ofParties(w, (name) => `coalesce(${name}.parties, 0)`),
  top_share: (w) => ofParties(w, (name) => ppm(`${name}.largest`, `${name}.total`)),
  concentration: (w) => ofParties(w, sharesSquared),
  unevenness: (w) => {
    const group = monthGroup(w);
    return { sums: [], group, value: ppm(`${group.name}.uneven`, `${group.name}.whole`) };
  },
};

const own = ({ direction }: FromInvoices) => (direction === 'out' ? 'is_out' : 'NOT is_out');
const within = ({ ago, months }: FromInvoices) => `back BETWEEN ${ago} AND ${ago + months - 1}`;
const valid = (window: FromInvoices) => `${own(window)} AND is_valid AND ${within(window)}`;
/** A window that ends within a month has two parts of that month, one at each end: together they are one of its months. */
const calendarMonth = ({ months }: FromInvoices) => `month % ${months}`;
const sum = (expr: string, where: string, as: string) =>
  `coalesce(sum(${expr}) FILTER (WHERE ${where}), 0) AS ${as}`;
const tally = (expr: string, where: string, as: string) => `count(${expr}) FILTER (WHERE ${where}) AS ${as}`;

/** Cents as whole units, halves away from zero. */
const units = (cents: string) =>
  `CASE WHEN ${cents} >= 0 THEN (${cents} + 50) // 100 ELSE -((50 - ${cents}) // 100) END`;

/** a / b in ppm, halves away from zero; null unless b is positive. */
const ppm = (a: string, b: string) =>
  `CASE WHEN ${b} > 0 THEN CASE WHEN ${a} >= 0 THEN (2000000 * ${a} + ${b}) // (2 * ${b}) ELSE -((${b} - 2000000 * ${a}) // (2 * ${b})) END END`;

const windowName = (kind: string, { direction, months, ago }: FromInvoices) =>
  `${kind}_${direction}_${months}_${ago}`;

function ofParties(window: Window, value: (group: string) => string): MeasureSql {
  const group = partyGroup(window);
  return { sums: [], group, value: value(group.name) };
}

/** Up to so many cents, 128-bit integers hold 2,000,000 times the square of a sum; above, shares are rounded to parts of 10^−9. */
const EXACT = '9000000000000000';
const PART = '((2000000000 * c + total) // (2 * total))';
const SQUARE = `CASE WHEN total < ${EXACT} THEN c * c ELSE ${PART} * ${PART} END`;
const sharesSquared = (name: string) => {
  const whole = `${name}.total * ${name}.total`;
  const exact = `(2000000 * ${name}.squares + ${whole}) // (2 * ${whole})`;
  const large = `(${name}.squares + 500000000000) // 1000000000000`;
  return `CASE WHEN ${name}.total < ${EXACT} THEN ${exact} ELSE ${large} END`;
};

/** Counterparties with a positive sum: how many, Σ, the largest few, and Σ of squares, or of squared shares. */
function partyGroup(window: Window): MeasureGroup {
  const name = `${windowName('party', window)}_${window.top}`;
  const sql = `${name} AS (SELECT ${COMPANY_ID} AS id, count(*) AS parties, any_value(total) AS total,
  sum(c) FILTER (WHERE place <= ${window.top}) AS largest, sum(${SQUARE}) AS squares
FROM (SELECT *, sum(c) OVER (PARTITION BY ${COMPANY_ID}) AS total, row_number() OVER (PARTITION BY ${COMPANY_ID} ORDER BY c DESC) AS place
FROM (SELECT ${COMPANY_ID}, party, sum(cents) AS c FROM line WHERE ${valid(window)} GROUP BY ${COMPANY_ID}, party HAVING sum(cents) > 0))
GROUP BY ${COMPANY_ID})`;
  return { name, sql };
}

/** Σ |N x − S| over N months, and 2 N S, of positive monthly sums x with the total S. */
function monthGroup(window: Window): MeasureGroup {
  const name = windowName('month', window);
  const n = window.months;
  const sql = `${name} AS (SELECT ${COMPANY_ID} AS id, sum(abs(${n} * c - total)) + (${n} - count(*)) * any_value(total) AS uneven, 2 * ${n} * any_value(total) AS whole
FROM (SELECT *, sum(c) OVER (PARTITION BY ${COMPANY_ID}) AS total
FROM (SELECT ${COMPANY_ID}, sum(cents) AS c FROM line WHERE ${valid(window)} GROUP BY ${COMPANY_ID}, ${calendarMonth(window)} HAVING sum(cents) > 0))
GROUP BY ${COMPANY_ID})`;
  return { name, sql };
}
