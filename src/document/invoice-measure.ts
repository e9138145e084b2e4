import { z } from 'zod';

/** Money without tax, and tax; signed: red-letter invoices are negative. */
const moneyMeasures = ['amount', 'tax', 'vat_payable'] as const;
/** Shares in ppm, and counts. */
const wholeMeasures = [
  'count',
  'void_share',
  'returns_share',
  'parties',
  'top_share',
  'concentration',
  'active_months',
  'unevenness',
  'growth',
] as const;
const dayMeasures = ['first_on', 'last_on'] as const;

/**
 * What VAT invoices say of a firm over a window of whole months; a closed set. Void invoices count in `void_share` only.
 * - `amount`, `tax`: Σ of valid invoices, red-letter ones deducted, whole units of currency
 * - `vat_payable`: output tax less input tax, floor 0 (`direction` says nothing here)
 * - `count`: valid invoices; `active_months`: months that have one; `parties`: counterparties with a positive sum
 * - `void_share`: void invoices of all, ppm; `returns_share`: red-letter amounts of positive ones, ppm
 * - `top_share`: the `top` largest counterparties' part of all positive sums, ppm; `concentration`: Σ of squared parts (HHI), ppm
 * - `unevenness`: the part of positive monthly sums that would have to move to make all months equal (Hoover's index), ppm
 * - `growth`: the window's amount against that of the window before, less 1, ppm; missing unless the one before is positive
 * - `first_on`, `last_on`: day of the first and last valid invoice of the window
 * A firm without any invoice has every measure missing; one with invoices elsewhere has amounts and counts of 0, shares missing
 * where what they are shares of is not positive. Exact copies count once. Figures are exact, then rounded, halves away from zero.
 * @source Hirschman (1964) on the index of concentration; Hoover (1936) on the index of unevenness
 */
export const invoiceMeasures = [...moneyMeasures, ...wholeMeasures, ...dayMeasures] as const;
export type InvoiceMeasure = (typeof invoiceMeasures)[number];

/**
 * How a column is made from VAT invoices. Month 0 ends on the study's date (or the day of an application): of 30 June it is June,
 * of 27 August it begins on 28 July; where a month has no such day, on the first of the next one (of 30 March 2024 on 1 March).
 * Later invoices do not count. `active_months` and `unevenness` go by calendar months, so that a firm that invoices once a month does
 * so in each: of a month that the window holds both ends of, they are one.
 */
export const fromInvoicesSchema = z.strictObject({
  measure: z.enum(invoiceMeasures),
  /** `out`: the firm sold; `in`: it bought. */
  direction: z.enum(['out', 'in']).default('out'),
  /** Length of the window in months. Default 12. */
  months: z.int().min(1).max(240).default(12),
  /** Months between the window's end and the date. Default 0. */
  ago: z.int().min(0).max(240).default(0),
  /** How many counterparties `top_share` adds up. Default 1. */
  top: z.int().min(1).max(1000).default(1),
});
export type FromInvoices = z.infer<typeof fromInvoicesSchema>;

/** The column type that a measure has. */
export function typeOfMeasure(measure: InvoiceMeasure): 'amount' | 'integer' | 'date' {
  const isOneOf = (names: readonly string[]) => names.includes(measure);
  if (isOneOf(moneyMeasures)) return 'amount';
  return isOneOf(dayMeasures) ? 'date' : 'integer';
}
