import { expect, it } from 'vitest';
import { groupBy } from '../../src/core/group-by.js';

it('groups in order of first mention, each group in the order of the values', () => {
  const groups = groupBy(['b1', 'a1', 'b2', '__proto__', 'a2'], (text) => text[0]);
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1', 'a2']],
    ['_', ['__proto__']],
  ]);
});
