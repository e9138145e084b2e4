import { describe, expect, it } from 'vitest';
import { canHold } from '../../src/credit/can-hold.js';
import type { Column } from '../../src/document/column.js';
import type { Condition } from '../../src/document/condition.js';
import { literalsOf } from '../../src/document/condition.js';

const columns = new Map<string, Column>([
  ['staff', { name: 'staff', type: 'integer', min: 0 }],
  ['share', { name: 'share', type: 'number', min: 0, max: 1 }],
  ['own_line', { name: 'own_line', type: 'amount' }],
]);
const can = (condition: Condition) => canHold(condition, columns);
const between = (column: string, low: number, high: number): Condition => ({
  column,
  op: 'between',
  low,
  high,
});

describe('canHold', () => {
  it('knows that nothing lies between a larger and a smaller number, and one thing between equals', () => {
    expect(literalsOf(between('staff', 3, 5))).toEqual([3, 5]);
    expect(can(between('staff', 3, 3))).toBe(true);
    expect(can(between('staff', 4, 3))).toBe(false);
    expect(can(between('staff', -5, -1))).toBe(false);
    expect(can(between('staff', -5, 0))).toBe(true);
  });

  it('finds a number between two neighbours where a count has none', () => {
    const inside = (column: string, low: number, high: number): Condition => ({
      all: [
        { column, op: '>', value: low },
        { column, op: '<', value: high },
      ],
    });
    expect(can(inside('staff', 0, 1))).toBe(false);
    expect(can(inside('share', 0, 1))).toBe(true);
    expect(can(inside('share', 1, 2))).toBe(false);
  });

  it('takes what reads an unknown column as possible', () => {
    expect(can({ column: 'elsewhere', op: '=', value: 1 })).toBe(true);
  });

  it('takes more than 4,096 alternatives as possible without trying them', () => {
    const either: Condition = {
      any: [
        { column: 'staff', op: '>', value: 1 },
        { column: 'share', op: '>', value: 0 },
      ],
    };
    const never: Condition = { column: 'own_line', op: '<', value: 0 };
    const never2to = (n: number): Condition => ({ all: [...Array.from({ length: n }, () => either), never] });
    expect(can(never2to(12))).toBe(false);
    expect(can(never2to(13))).toBe(true);
    expect(can({ any: [never2to(12), never] })).toBe(true);
  });
});
