import { expect, it } from 'vitest';
import { repeats } from '../../src/ingest/repeats.js';

it('gives every copy but the first, in order', () => {
  const rows = ['a1', 'b2', 'a3', 'c4', 'b5', 'a6'];
  expect(repeats(rows, (row) => row[0]!)).toEqual(['a3', 'b5', 'a6']);
  expect(repeats([], () => '')).toEqual([]);
});
