import { expect, it } from 'vitest';
import { numberWriter } from '../../src/text/number.js';
import { binText, valueText } from '../../src/text/reason.js';

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
