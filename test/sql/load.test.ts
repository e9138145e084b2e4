import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { loadSql } from '../../src/sql/load.js';
import { freshFolder, withEngine } from '../fixtures/engine.js';

const columns: readonly Column[] = [
  { name: 'company_id', type: 'text' },
  { name: 'town', type: 'category' },
];

function load(
  path: string,
  { bytes, threads }: { readonly bytes: number; readonly threads: number },
): string {
  const source = {
    path,
    bytes,
    recordBytes: 100,
    longestLine: 0,
    delimiter: ',',
    columns,
    absent: [],
    missingTexts: [],
  };
  const wanted = new Set(columns.map(({ name }) => name));
  return loadSql({ source, wanted, classification: null, table: 'loaded', threads });
}

it('no row is bad where any text is good in every column', () =>
  withEngine(async (engine) => {
    const path = join(freshFolder(), 'companies.csv');
    writeFileSync(path, 'company_id,town\na,\u3000桂城 \nb,\n');
    await engine.run(load(path, { bytes: 100, threads: 2 }));
    expect(await engine.rows('SELECT * FROM loaded')).toEqual([
      { company_id: 'a', town: '桂城', _is_bad: 0 },
      { company_id: 'b', town: null, _is_bad: 0 },
    ]);
  }));

it('a thread reads a large file in equal pieces of at least a row group, a small one or a huge share in 8 MB', () => {
  const buffer = (bytes: number, threads: number) =>
    Number(/buffer_size=(\d+)/.exec(load('companies.csv', { bytes, threads }))![1]);
  // A row group of 122,880 records of 100 bytes is 12.9 MB with its margin: 60 MB are four pieces, and one record more each.
  expect(buffer(60_000_000, 1)).toBe(15_000_100);
  expect(buffer(120_000_000, 2)).toBe(15_000_100);
  expect(buffer(12_000_000, 1)).toBe(8_000_000);
  // 16 threads of 13.75 MB or so would hold more than 200 MB at a time.
  expect(buffer(880_000_000, 16)).toBe(8_000_000);
});
