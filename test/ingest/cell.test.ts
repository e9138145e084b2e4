import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { readCell } from '../../src/ingest/cell.js';
import { cellChange } from '../../src/ingest/map-cell.js';

const column = (type: Column['type'], more: Partial<Column> = {}): Column => ({ name: 'x', type, ...more });
const read = (text: string, entry: Column, missing: string[] = []) => {
  const reading = readCell(text, entry, missing);
  return 'value' in reading ? reading.value : reading.problem.code;
};

describe('readCell', () => {
  it.each([
    ['12', 12],
    [' 12 ', 12],
    ['+1.5', 1.5],
    ['1e3', 1000],
    ['.5', 0.5],
    ['5.', 5],
    ['1_000', 1000],
    ['-0', 0],
    ['', null],
    ['\u3000', null],
    ['1e999', 'NOT_FINITE'],
    ['NaN', 'NOT_FINITE'],
    ['-inf', 'NOT_FINITE'],
    ['1,200', 'TYPE'],
    ['0x10', 'TYPE'],
    ['１２', 'TYPE'],
    ['12a', 'TYPE'],
  ])('reads the number %j as %j', (text, expected) => expect(read(text, column('number'))).toBe(expected));

  it('takes blanks away around a text, not in it, however many', () => {
    const text = `a${' '.repeat(300_000)}b`;
    expect(read(`\u3000\t ${text}\u00a0 `, column('text'))).toBe(text);
    expect(read(' a\n', column('text'))).toBe('a\n');
    expect(read('\ufeffa\ufeff', column('text'))).toBe('a');
  }, 5_000);

  it('rounds amounts half away from zero and keeps them within range', () => {
    expect(read('12.5', column('amount', { min: -100 }))).toBe(13);
    expect(read('-12.5', column('amount', { min: -100 }))).toBe(-13);
    expect(read('1000000000000', column('amount'))).toBe(1e12);
    expect(read('1000000000001', column('amount'))).toBe('RANGE');
    expect(read('-1', column('amount'))).toBe('RANGE');
  });

  it('wants whole integers and flags of 0 or 1', () => {
    expect(read('2.5', column('integer'))).toBe('TYPE');
    expect(read('2.0', column('integer'))).toBe(2);
    expect(read('2', column('flag'))).toBe('RANGE');
  });

  it.each([
    ['2024-02-29', '2024-02-29'],
    ['2024/2/9', '2024-02-09'],
    ['2023-02-29', 'TYPE'],
    ['2024-02/09', 'TYPE'],
    ['2024-02-09x', 'TYPE'],
    ['20240209', 'TYPE'],
    ['1899-12-31', 'RANGE'],
    ['2100-01-01', 'RANGE'],
  ])('reads the date %j as %j', (text, expected) => expect(read(text, column('date'))).toBe(expected));

  it('checks values, patterns and the missing rule', () => {
    expect(read('B', column('category', { values: ['A', 'B'] }))).toBe('B');
    expect(read('b', column('category', { values: ['A', 'B'] }))).toBe('VALUE');
    expect(read('a1', column('text', { pattern: '[a-z]\\d' }))).toBe('a1');
    expect(read('a12', column('text', { pattern: '[a-z]\\d' }))).toBe('PATTERN');
    expect(read('', column('text', { missing: 'rejected' }))).toBe('MISSING');
    expect(read('NULL', column('integer'), ['NULL'])).toBe(null);
  });

  it('drops the section letter of an industry code', () => {
    expect(read('C3311', column('code'))).toBe('3311');
    expect(read('3311', column('code'))).toBe('3311');
  });

  it('reads back every finite number it is given', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read(String(value), column('number'))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

it.each([
  ['blanks', `1${' '.repeat(1_000_000)}b`],
  ['digits', `${'1'.repeat(1_000_000)}b`],
])(
  'takes no square of the length of a cell of %s',
  (_name, text) => {
    expect(readCell(text, { name: 'n', type: 'number' })).toMatchObject({ problem: { code: 'TYPE' } });
    expect(cellChange({ column: 'n', times: 10 })!(text)).toBe(text);
  },
  2_000,
);
