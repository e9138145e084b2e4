import { addDays, addMonths } from '../core/dates.js';
import type { MeasuredColumn } from './invoice-columns.js';
import type { FromInvoices } from './invoice-measure.js';

/** A column whose window begins before the invoices do. */
export interface EarlyWindow {
  readonly column: string;
  /** First day of the window; of `growth`: of the window before. */
  readonly from: string;
}

/**
 * The columns that look a month or more further back than a file of invoices reaches: amounts, counts and months of them are too low for a firm
 * that sold before, growth is too high.
 * @param columns made from invoices
 * @param asOf last day of month 0
 * @param first day of the first invoice; undefined without any: then none does
 */
export function earlyWindows(
  columns: readonly MeasuredColumn[],
  { asOf, first }: { readonly asOf: string; readonly first: string | undefined },
): EarlyWindow[] {
  if (first === undefined) return [];
  const windows = columns.map(({ name, invoices }) => ({ column: name, from: windowStart(invoices, asOf) }));
  return windows.filter(({ from }) => addMonths(from, 1) <= first);
}

/** The first day that a measure looks at; where the month has no such day, the first of the next one. */
function windowStart({ measure, ago, months }: FromInvoices, asOf: string): string {
  const back = ago + (measure === 'growth' ? 2 * months : months);
  const after = addDays(asOf, 1);
  const start = addMonths(after, -back);
  return start.slice(8) === after.slice(8) ? start : addDays(start, 1);
}
