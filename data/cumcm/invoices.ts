import { readRaw } from '../raw.js';

/** What one enterprise's invoices of one direction add up to. Void invoices count in `voided` only. */
export interface InvoiceSums {
  /** Amount without tax by calendar year; red-letter (negative) invoices are deducted. */
  readonly amount: Map<number, number>;
  readonly tax: Map<number, number>;
  /** Amount by counterparty in the last full year. */
  readonly parties: Map<string, number>;
  /** Months `YYYY-MM` with a valid invoice. */
  readonly months: Set<string>;
  invoices: number;
  voided: number;
  /** Absolute amount of negative invoices, and of positive ones. */
  returned: number;
  sold: number;
  first: string;
}

export const LAST_YEAR = 2019;

const empty = (): InvoiceSums => ({
  amount: new Map(),
  tax: new Map(),
  parties: new Map(),
  months: new Set(),
  invoices: 0,
  voided: 0,
  returned: 0,
  sold: 0,
  first: '9999-12-31',
});

const add = <K>(sums: Map<K, number>, key: K, value: number) => sums.set(key, (sums.get(key) ?? 0) + value);

/** Sums the invoices of a file by enterprise. */
export function sumInvoices(path: string, party: '销方单位代号' | '购方单位代号'): Map<string, InvoiceSums> {
  const found = new Map<string, InvoiceSums>();
  for (const row of readRaw(path)) {
    const id = row.企业代号!;
    let sums = found.get(id);
    if (sums === undefined) {
      sums = empty();
      found.set(id, sums);
    }
    sums.invoices++;
    if (row.发票状态!.trim() !== '有效发票') {
      sums.voided++;
      continue;
    }
    const [year, month, day] = row.开票日期!.split('/') as [string, string, string];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const amount = Number(row.金额);
    add(sums.amount, Number(year), amount);
    add(sums.tax, Number(year), Number(row.税额));
    if (Number(year) === LAST_YEAR) add(sums.parties, row[party]!, amount);
    sums.months.add(date.slice(0, 7));
    if (amount < 0) sums.returned -= amount;
    else sums.sold += amount;
    if (date < sums.first) sums.first = date;
  }
  return found;
}
