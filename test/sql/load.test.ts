import { expect, it } from 'vitest';
import { loadSql } from '../../src/sql/load.js';

/** The size of the pieces that a file of records of 300 bytes is read in. */
function piece(bytes: number, threads: number): number {
  const source = {
    path: 'f.csv',
    bytes,
    recordBytes: 300,
    longestLine: 0,
    delimiter: ',',
    columns: [],
    absent: [],
    missingTexts: [],
  };
  const sql = loadSql({ source, wanted: new Set(), classification: null, table: 't', threads });
  return Number(/buffer_size=(\d+)/.exec(sql)![1]);
}

it('a large file is read in pieces of at least 122,880 records, as many for each thread', () => {
  expect(piece(200_000_000, 2)).toBe(50_000_300);
  expect(piece(1_000_000_000, 4)).toBe(41_666_967);
});

it('a file that is too small for that, or threads that would hold too much at once, read 8 MB at a time', () => {
  expect(piece(20_000_000, 2)).toBe(8_000_000);
  expect(piece(70_000_000, 2)).toBe(8_000_000);
  expect(piece(2_000_000_000, 16)).toBe(8_000_000);
});
