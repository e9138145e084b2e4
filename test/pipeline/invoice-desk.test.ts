import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeasuredColumn } from '../../src/document/invoice-columns.js';
import {
  type FromInvoices,
  fromInvoicesSchema,
  invoiceMeasures,
  typeOfMeasure,
} from '../../src/document/invoice-measure.js';
import { openInvoices } from '../../src/pipeline/invoice-desk.js';

const HEADER = 'company_id,invoice_no,issued_on,counterparty_id,direction,amount,tax,status';

const column = (
  name: string,
  made: Partial<FromInvoices> & Pick<FromInvoices, 'measure'>,
): MeasuredColumn => ({
  name,
  type: typeOfMeasure(made.measure),
  invoices: fromInvoicesSchema.parse(made),
});

/** What a file says of firm F as of a day. */
async function measured(lines: readonly string[], columns: readonly MeasuredColumn[], asOf = '2024-06-30') {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  const path = join(folder, 'invoices.csv');
  writeFileSync(path, `${[HEADER, ...lines].join('\n')}\n`);
  const desk = await openInvoices(path, folder);
  try {
    const found = await desk.measures(columns, { asOf, ids: ['F'] });
    return { counts: desk.counts, values: found.get('F') };
  } finally {
    await desk.close();
  }
}

describe('measures of invoices', () => {
  const all = invoiceMeasures.map((measure) => column(measure, { measure }));

  it('are what a person works out', async () => {
    // sales in the year: P 600 − 100 returned, Q 300, unnamed 100 and 100; void 1 of 7; purchases 200
    const { values, counts } = await measured(
      [
        'F,1,2024-06-30,P,out,600.004,78,valid',
        'F,2,2024-06-01,P,out,-100,-13,有效发票',
        'F,3,2024-05-31,Q,销项,300,39, valid ',
        'F,4,2023-07-01,,out,100,0,valid',
        'F,,2023-07-01,,out,100,0,valid',
        'F,6,2024-01-01,R,out,900,100,void',
        'F,7,2023-06-30,P,out,500,65,valid',
        'F,8,2024-07-01,P,out,999,65,valid',
        'F,9,2024-06-30,S,进项,200,26,valid',
        'F,10,2024-06-30,S,in,-0.5,0,valid',
        'F,9,2024-06-30,S,进项,200,26,valid',
        'G,1,2024-06-30,P,out,1,0,valid',
      ],
      [
        ...all,
        column('bought', { measure: 'amount', direction: 'in' }),
        column('top_two', { measure: 'top_share', top: 2 }),
        column('before', { measure: 'amount', ago: 12 }),
        column('last_month', { measure: 'amount', months: 1 }),
      ],
    );
    expect(counts).toEqual({ invoices: 11, copies: 1, rejected: 0 });
    expect(values).toEqual({
      amount: 1000,
      tax: 104,
      vat_payable: 78,
      count: 5,
      void_share: 166_667,
      returns_share: 90_909,
      parties: 4,
      top_share: 500_000,
      concentration: 360_000,
      active_months: 3,
      // months: 500, 300, 200 of 12: Σ |12 x − 1000| = 5000 + 2600 + 1400 + 9 × 1000, over 24 × 1000
      unevenness: 750_000,
      growth: 1_000_000,
      first_on: '2023-07-01',
      last_on: '2024-06-30',
      bought: 200,
      top_two: 800_000,
      before: 500,
      last_month: 500,
    });
  });

  it('take a copy once whichever of its words a column has', async () => {
    const { values, counts } = await measured(
      [
        'F,1,2024-06-30,P,out,100,13,valid',
        'F,1,2024-06-30,P,销项,100.00,13,有效发票',
        'F,1,2024-06-30,P,out,100,13,有效',
        'F,2,2024-06-30,P,out,100,13,void',
        'F,2,2024-06-30,P,out,100,13,作废',
        'F,3,2024-06-30,P,out,100,13,valid',
      ],
      [column('sales', { measure: 'amount' }), column('void', { measure: 'void_share' })],
    );
    expect(counts).toEqual({ invoices: 3, copies: 3, rejected: 0 });
    expect(values).toEqual({ sales: 200, void: 333_333 });
  });

  it.each(['2024-07-30', '2024-07-31', '2024-07-15', '2024-06-30', '2024-02-29', '2023-03-30', '2024-05-28'])(
    'find every month of a firm that invoices once in each, as of %s',
    async (asOf) => {
      const columns = [
        column('active', { measure: 'active_months' }),
        column('uneven', { measure: 'unevenness' }),
        column('quarter', { measure: 'active_months', months: 3, ago: 1 }),
      ];
      const months = Array.from({ length: 48 }, (_, i) => [2021 + Math.floor(i / 12), (i % 12) + 1] as const);
      for (const day of [1, 10, 28, 29, 30, 31]) {
        const lines = months.map(([year, month], i) => {
          const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
          const text = [year, month, Math.min(day, last)].map((part) => String(part).padStart(2, '0'));
          return `F,${i},${text.join('-')},P,out,100,13,valid`;
        });
        const { values } = await measured(lines, columns, asOf);
        expect({ day, ...values }).toEqual({ day, active: 12, uneven: 0, quarter: 3 });
      }
    },
  );

  it('round a part of a cent as it is written, a share of squares at the end, and hold any sum', async () => {
    const parts = [column('sales', { measure: 'amount' }), column('index', { measure: 'concentration' })];
    const of = (...amounts: readonly [party: string, amount: string][]) =>
      measured(
        amounts.map(([party, amount], i) => `F,${i},2024-06-30,${party},out,${amount},0,valid`),
        parts,
      );
    const half = Array.from({ length: 200 }, () => ['P', '1.005'] as [string, string]);
    expect((await of(...half)).values).toEqual({ sales: 202, index: 1_000_000 });
    expect((await of(...half.map(([party]) => [party, '-0.005'] as [string, string]))).values).toMatchObject({
      sales: -2,
    });
    // 1.21² + 76.58² of 77.79²: 969374.5002 ppm
    expect((await of(['P', '1.21'], ['Q', '76.58'])).values).toMatchObject({ index: 969_375 });
    const large = await of(
      ...Array.from({ length: 120 }, (_, i) => [i < 80 ? 'P' : 'Q', '1000000000000'] as [string, string]),
    );
    expect(large.values).toEqual({ sales: 120_000_000_000_000, index: 555_556 });
  });

  it('find the months without any', async () => {
    const columns = [
      column('active', { measure: 'active_months' }),
      column('uneven', { measure: 'unevenness' }),
    ];
    const lines = ['2023-07-31', '2024-01-15', '2024-07-30'].map(
      (day, i) => `F,${i},${day},P,out,100,13,valid`,
    );
    // A year to 30 July has both ends of July, which are one month of the twelve.
    const { values } = await measured(lines, columns, '2024-07-30');
    expect(values).toEqual({ active: 2, uneven: 833_333 });
  });

  it('are 0 or missing, as it makes sense, for a firm that stopped selling', async () => {
    const { values } = await measured(['F,1,2020-01-01,P,out,500,65,valid'], all);
    const zero = ['amount', 'tax', 'vat_payable', 'count', 'parties', 'active_months'];
    expect(values).toEqual(
      Object.fromEntries(invoiceMeasures.map((name) => [name, zero.includes(name) ? 0 : null])),
    );
  });

  it('know nothing of a firm without invoices, and nothing of later ones', async () => {
    expect((await measured(['G,1,2024-06-30,P,out,1,0,valid'], all)).values).toBeUndefined();
    expect((await measured(['F,1,2024-07-01,P,out,1,0,valid'], all)).values).toBeUndefined();
  });

  it('round halves away from zero, also below it', async () => {
    const half = (amount: string) =>
      measured([`F,1,2024-06-30,P,out,${amount},0,valid`], [column('sales', { measure: 'amount' })]);
    expect((await half('2.5')).values).toEqual({ sales: 3 });
    expect((await half('-2.5')).values).toEqual({ sales: -3 });
    expect((await half('2.49')).values).toEqual({ sales: 2 });
  });

  it.each([
    ['2024-06-29', ['2024-05-30', '2024-06-29'], ['2024-05-29']],
    ['2024-02-29', ['2024-02-01', '2024-02-29'], ['2024-01-31']],
    ['2024-03-30', ['2024-03-01', '2024-03-30'], ['2024-02-29']],
    ['2024-01-31', ['2024-01-01', '2024-01-31'], ['2023-12-31']],
  ])('take the month that ends on %s', async (asOf, inside, outside) => {
    const month = column('n', { measure: 'count', months: 1 });
    for (const [days, n] of [
      [inside, inside.length],
      [outside, 0],
    ] as const) {
      const lines = days.map((day, i) => `F,${i},${day},P,out,1,0,valid`);
      expect((await measured(lines, [month], asOf)).values).toEqual({ n });
    }
  });

  it('refuse a file out of contract, and reject single records', async () => {
    await expect(measured(['F,1,2024-06-30,P,sideways,1,0,valid'], all)).resolves.toMatchObject({
      counts: { invoices: 0, copies: 0, rejected: 1 },
    });
    const many = Array.from({ length: 11 }, (_, i) => `F,${i},2024-06-30,P,out,1,0,maybe`);
    await expect(measured(many, all)).rejects.toMatchObject({ code: 'TOO_MANY_REJECTS' });
  });
});

interface Line {
  readonly month: number;
  readonly party: number;
  readonly out: boolean;
  readonly cents: number;
  readonly valid: boolean;
}

const ppm = (a: bigint, b: bigint) => (b > 0n ? Number((2_000_000n * a + b) / (2n * b)) : null);
const sumOf = (values: readonly bigint[]) => values.reduce((sum, value) => sum + value, 0n);

/** Sums by key, in integers of any size. */
function sums(lines: readonly Line[], keyOf: (line: Line) => number): bigint[] {
  const found = new Map<number, bigint>();
  for (const line of lines) found.set(keyOf(line), (found.get(keyOf(line)) ?? 0n) + BigInt(line.cents));
  return [...found.values()].filter((value) => value > 0n).sort((a, b) => (b > a ? 1 : -1));
}

it('agree with sums taken one by one', async () => {
  const line = fc.record({
    month: fc.integer({ min: 0, max: 13 }),
    party: fc.integer({ min: 0, max: 4 }),
    out: fc.boolean(),
    cents: fc.oneof(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -1e14, max: 1e14 })),
    valid: fc.boolean(),
  });
  const columns = ['amount', 'parties', 'top_share', 'concentration', 'unevenness', 'void_share'] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 30 }), async (lines) => {
      const texts = lines.map(({ month, party, out, cents, valid }, i) => {
        const day = `${2024 - Number(month > 5)}-${String(((17 - month) % 12) + 1).padStart(2, '0')}-15`;
        const amount = `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
        return `F,${i},${day},P${party},${out ? 'out' : 'in'},${amount},0,${valid ? 'valid' : 'void'}`;
      });
      const { values } = await measured(
        texts,
        columns.map((measure) => column(measure, { measure })),
      );
      const sold = lines.filter(({ out, month }) => out && month < 12);
      const own = sold.filter(({ valid }) => valid);
      const parties = sums(own, ({ party }) => party);
      const months = sums(own, ({ month }) => month);
      const [all, year] = [sumOf(parties), sumOf(months)];
      const uneven = months.map((value) => 12n * value - year).map((gap) => (gap < 0n ? -gap : gap));
      const cents = sumOf(own.map((each) => BigInt(each.cents)));
      expect(values).toEqual({
        amount: Number(cents < 0n ? -((50n - cents) / 100n) : (cents + 50n) / 100n),
        parties: parties.length,
        top_share: parties.length === 0 ? null : ppm(parties[0]!, all),
        concentration:
          parties.length === 0 ? null : ppm(sumOf(parties.map((value) => value ** 2n)), all ** 2n),
        unevenness: ppm(sumOf(uneven) + BigInt(12 - months.length) * year, 24n * year),
        void_share: ppm(BigInt(sold.length - own.length), BigInt(sold.length)),
      });
    }),
    { numRuns: 40, seed: 7 },
  );
});
