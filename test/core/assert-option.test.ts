import { describe, expect, it } from 'vitest';
import { assertChoice, assertWhole } from '../../src/core/assert-option.js';
import { InputError } from '../../src/core/errors.js';

const told = (check: () => void): unknown => {
  try {
    check();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).problems[0];
  }
};

describe('assertWhole', () => {
  const found = (value: unknown, range = { least: 2, most: 4 }) =>
    told(() => assertWhole(value, '--n', range));

  it('takes whole numbers from one end to the other', () => {
    for (const value of [2, 3, 4]) expect(found(value)).toBeUndefined();
    expect(told(() => assertWhole(1e9, '--n', { least: 2 }))).toBeUndefined();
  });

  it('refuses what lies beside them, and what is no whole number', () => {
    for (const value of [1, 5, 2.5, -2, Number.NaN, Infinity, '3', null])
      expect(found(value)).toEqual({
        code: 'USAGE',
        path: '--n',
        found: String(value),
        expected: 'a whole number from 2 to 4',
      });
    expect(told(() => assertWhole(undefined, '--n', { least: 2 }))).toMatchObject({
      found: 'nothing',
      expected: 'a whole number from 2 on',
    });
  });
});

describe('assertChoice', () => {
  const found = (value: unknown) => told(() => assertChoice(value, '--format', ['csv', 'xlsx', 'parquet']));

  it('takes its words and no others, and names the nearest', () => {
    for (const word of ['csv', 'xlsx', 'parquet']) expect(found(word)).toBeUndefined();
    expect(found('parket')).toEqual({
      code: 'USAGE',
      path: '--format',
      found: 'parket',
      expected: 'csv, xlsx or parquet',
      hint: 'did you mean "parquet"?',
    });
    expect(found(undefined)).toEqual({
      code: 'USAGE',
      path: '--format',
      found: 'nothing',
      expected: 'csv, xlsx or parquet',
    });
  });
});
