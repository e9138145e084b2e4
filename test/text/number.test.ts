import { describe, expect, it } from 'vitest';
import { numberWriter } from '../../src/text/number.js';
import { besideOf, binText, valueText } from '../../src/text/reason.js';

it('writes numbers as they look, with more digits only where different ones would read the same', () => {
  const write = (values: readonly number[]) =>
    values.map(numberWriter(values, () => ({ decimals: 4, digits: 4 })));
  expect(write([0.5, 1234567.89123])).toEqual(['0.5', '1,234,567.8912']);
  expect(write([0.00001, 5, -0])).toEqual(['0.00001', '5', '0']);
  expect(write([0.1000001, 0.1000002])).toEqual(['0.1000001', '0.1000002']);
  expect(write([0.1, 0.1 + 2 ** -55])).toEqual(['0.1', '0.10000000000000003']);
});

const counts = { points: 0, woe: 0, iv: 0, goods: 1, bads: 1 };
const range = (lo: number | null, hi: number | null) => ({ kind: 'range' as const, lo, hi, ...counts });

it('bins of one feature whose limits differ read differently, and so does a value beside them', () => {
  const bins = [
    range(null, 0.70011),
    range(0.70011, 0.70012),
    range(0.70012, 12345.678),
    range(12345.678, null),
  ];
  expect(bins.map((bin) => binText(bin, 'ratio', 'en', { bins }))).toEqual([
    'below 0.70011',
    'from 0.70011 below 0.70012',
    'from 0.70012 below 12,345.68',
    'from 12,345.68',
  ]);
  expect(valueText(0.700105, 'ratio', 'en', { bins })).toBe('0.700105');
  expect(valueText(0.700105, 'ratio', 'en')).toBe('0.7001');
});

describe('bins of whole numbers', () => {
  const bins = [range(null, 1), range(1, 2), range(2, 4), range(4, null)];
  const columns = [
    { name: 'lawsuits', type: 'integer' as const },
    { name: 'index', type: 'number' as const },
  ];
  const sumOf = (column: string, times = 1) =>
    ({ kind: 'sum', terms: [{ column, times }] }) as Parameters<typeof besideOf>[0]['feature'];
  const said = (feature: ReturnType<typeof sumOf>, language: 'en' | 'zh') =>
    bins.map((bin) => binText(bin, 'sum', language, besideOf({ feature, bins }, { inputs: columns })));

  it('that hold one are that number', () => {
    expect(said(sumOf('lawsuits'), 'zh')).toEqual(['低于1', '1', '不低于2且低于4', '不低于4']);
    expect(said(sumOf('lawsuits'), 'en')[1]).toBe('1');
  });

  it('are stretches where a value may lie between', () => {
    expect(said(sumOf('index'), 'en')[1]).toBe('from 1 below 2');
    expect(said(sumOf('lawsuits', 0.5), 'zh')[1]).toBe('不低于1且低于2');
  });
});

it('a value has a sign behind it where its column has one, and no words', () => {
  const columns = (unit: string) => [{ name: 'x', type: 'amount' as const, unit }];
  const feature = { kind: 'sum', terms: [{ column: 'x', times: 1 }] } as Parameters<
    typeof besideOf
  >[0]['feature'];
  const said = (unit: string, times = 1) =>
    valueText(
      23_365_116,
      'sum',
      'zh',
      besideOf(
        { feature: { ...feature, terms: [{ column: 'x', times }] } as typeof feature, bins: [] },
        { inputs: columns(unit) },
      ),
    );
  expect([said('CNY'), said('%'), said('persons'), said('CNY', 2)]).toEqual([
    '23,365,116 CNY',
    '23,365,116 %',
    '23,365,116',
    '23,365,116',
  ]);
});

it('a stretch of whole numbers that begins at a half is told as it is', () => {
  const [bin] = [range(0.5, 1.5)];
  expect(binText(bin!, 'sum', 'en', { bins: [bin!], whole: true })).toBe('from 0.5 below 1.5');
});
