import type { Column } from './column.js';
import { COMPANY_ID } from './contract.js';
import type { FromInvoices } from './invoice-measure.js';

/** Texts of invoices.csv and what they mean. */
export const invoiceWords = {
  out: ['out', '销项'],
  in: ['in', '进项'],
  valid: ['valid', '有效', '有效发票'],
  void: ['void', '作废', '作废发票'],
} as const;

const money = { type: 'number', min: -1e12, max: 1e12, missing: 'rejected' } as const;

/** The contract of invoices.csv: one VAT invoice a row; amounts without tax, negative on red-letter invoices. */
export const invoiceColumns: readonly Column[] = [
  { name: COMPANY_ID, type: 'text', missing: 'rejected' },
  { name: 'invoice_no', type: 'text', missingMeaning: 'never taken for a copy of another' },
  { name: 'issued_on', type: 'date', missing: 'rejected' },
  { name: 'counterparty_id', type: 'text', missingMeaning: 'a counterparty of its own' },
  { name: 'direction', type: 'text', values: [...invoiceWords.out, ...invoiceWords.in], missing: 'rejected' },
  { name: 'amount', ...money },
  { name: 'tax', ...money },
  {
    name: 'status',
    type: 'text',
    values: [...invoiceWords.valid, ...invoiceWords.void],
    missing: 'rejected',
  },
];

/** A column that is made from invoices. */
export type MeasuredColumn = Column & { readonly invoices: FromInvoices };

/** The columns of a contract that are made from invoices. */
export function measuredColumns(columns: readonly Column[]): MeasuredColumn[] {
  return columns.filter((column): column is MeasuredColumn => column.invoices !== undefined);
}
