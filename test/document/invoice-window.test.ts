import { describe, expect, it } from 'vitest';
import type { MeasuredColumn } from '../../src/document/invoice-columns.js';
import { fromInvoicesSchema } from '../../src/document/invoice-measure.js';
import { earlyWindows } from '../../src/document/invoice-window.js';

const columns: MeasuredColumn[] = [
  { name: 'year', type: 'amount', invoices: fromInvoicesSchema.parse({ measure: 'amount' }) },
  { name: 'growth', type: 'integer', invoices: fromInvoicesSchema.parse({ measure: 'growth' }) },
  {
    name: 'quarter_ago',
    type: 'amount',
    invoices: fromInvoicesSchema.parse({ measure: 'amount', months: 3, ago: 3 }),
  },
];
const found = (asOf: string, first: string) =>
  earlyWindows(columns, { asOf, first }).map(({ column, from }) => `${column} ${from}`);

describe('windows of invoice columns', () => {
  it('name the columns that look further back than the invoices reach, growth by the window before', () => {
    expect(found('2024-06-30', '2024-02-01')).toEqual([
      'year 2023-07-01',
      'growth 2022-07-01',
      'quarter_ago 2024-01-01',
    ]);
    expect(found('2024-06-30', '2022-08-01')).toEqual(['growth 2022-07-01']);
    // A first day or two without an invoice are no gap.
    expect(found('2024-06-30', '2022-07-31')).toEqual([]);
  });

  it('begin where the months do: on the next first where a month has no such day', () => {
    expect(found('2024-08-27', '2024-08-27')).toEqual([
      'year 2023-08-28',
      'growth 2022-08-28',
      'quarter_ago 2024-02-28',
    ]);
    // of 29 August 2024 the year begins on 30 August; half a year before, February has no 30th
    expect(found('2024-08-29', '2024-08-29')).toContain('quarter_ago 2024-03-01');
  });
});
