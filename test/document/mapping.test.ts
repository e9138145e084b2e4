import { describe, expect, it } from 'vitest';
import {
  mappedColumnSchema,
  mappingMark,
  mappingOf,
  mappingSchema,
  pathOf,
  pathsOf,
} from '../../src/document/mapping.js';

describe('a mapping', () => {
  it('names a column, or leaves it out', () => {
    const mapping = {
      企业名称: { column: 'name' },
      备注: null,
      'Capital (万元)': { column: 'capital', times: 10_000 },
    };
    expect(mappingSchema.parse(mapping)).toEqual(mapping);
  });

  it('has signs and units for numbers only', () => {
    const isGood = (more: object) => mappedColumnSchema.safeParse({ column: 'capital', ...more }).success;
    expect(isGood({ priced: true })).toBe(true);
    expect(isGood({ priced: true, grouped: true })).toBe(true);
    expect(isGood({ priced: true, times: 10_000 })).toBe(true);
    expect(isGood({ priced: true, dateFormat: 'YYYYMMDD' })).toBe(false);
  });

  it('takes formats that leave no doubt', () => {
    const isGood = (dateFormat: string) =>
      mappedColumnSchema.safeParse({ column: 'day', dateFormat }).success;
    for (const good of ['YYYYMMDD', 'YYYY.M.D', 'YYYY年M月D日', 'DD/MM/YYYY', 'D.M.YYYY', 'MMDDYYYY'])
      expect(isGood(good), good).toBe(true);
    for (const bad of [
      '',
      'YYYY',
      'YYYYMM',
      'YYYYMD',
      'YYYYMDD',
      'YYYYMMDDD',
      'YYYYMMDDMM',
      'YYMMDD',
      'DMYYYY',
      'DDMYYYY',
    ])
      expect(isGood(bad), bad).toBe(false);
  });

  it('refuses what cannot be meant', () => {
    const wrong: unknown[] = [
      {},
      { column: 'Name' },
      { column: 'a', times: 0 },
      { column: 'a', times: Number.POSITIVE_INFINITY },
      { column: 'a', times: 2, dateFormat: 'YYYYMMDD' },
      { column: 'a', values: { 'two\nlines': '1' } },
      { column: 'a', unit: '万元' },
    ];
    for (const each of wrong)
      expect(mappedColumnSchema.safeParse(each).success, JSON.stringify(each)).toBe(false);
  });
});

describe('a source', () => {
  it('is a path, or paths with a mapping', () => {
    const mapped = { paths: ['a.csv', 'b.csv'], mapping: { x: null } } as const;
    expect([pathOf('a.csv'), pathsOf('a.csv'), mappingOf('a.csv')]).toEqual(['a.csv', ['a.csv'], undefined]);
    expect([pathOf(mapped), pathsOf(mapped), mappingOf(mapped)]).toEqual([
      'a.csv',
      ['a.csv', 'b.csv'],
      { x: null },
    ]);
  });

  it('is marked by its mapping, whatever the order of its keys', () => {
    const mark = (mapping: object) => mappingMark({ paths: ['a.csv'], mapping: mapping as never });
    expect(mappingMark('a.csv')).toEqual({});
    expect(mark({ a: null, b: null })).toEqual(mark({ b: null, a: null }));
    expect(mark({ a: null })).not.toEqual(mark({ b: null }));
  });
});
