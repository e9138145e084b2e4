import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { openEngine } from '../../src/engine/engine.js';
import { planLoad } from '../../src/ingest/load-plan.js';
import { loadTable } from '../../src/pipeline/load-table.js';

const folder = mkdtempSync(join(tmpdir(), 'read-table-'));
afterAll(() => rmSync(folder, { recursive: true }));

const columns: Column[] = [
  { name: 'id', type: 'text', missing: 'rejected' },
  { name: 'text', type: 'text' },
  { name: 'number', type: 'number' },
];
/** What the engine reads at a time of a file of this size. */
const PIECE = 8_000_000;
const ROWS = 60_000;
const FILLER = 'x'.repeat(180);

async function load(lines: readonly string[]) {
  const path = join(folder, 'table.csv');
  writeFileSync(path, lines.join('\n'));
  const plan = await planLoad(path, { columns, missingTexts: [], workFolder: folder });
  const engine = await openEngine({ workFolder: folder });
  try {
    const wanted = new Set(columns.map(({ name }) => name));
    return await loadTable(engine, { plan, table: 't', id: 'id', wanted, classification: null });
  } finally {
    engine.close();
  }
}

const header = 'id,text,number';
const lines = Array.from({ length: ROWS }, (_, i) => `${100_000 + i},${FILLER},1`);
const lineBytes = lines[0]!.length + 1;
/** The row whose line is the first that begins in the last piece. */
const first = Math.ceil((PIECE - header.length - 1) / lineBytes);

it('has every record, also where the engine leaves out its last piece for the first record in it', async () => {
  for (const row of [first - 1, first, first + 1]) {
    const changed = [header, ...lines.with(row, lines[row]!.replace(/1$/, 'one'))];
    const { records, rows, rejects } = await load(changed);
    expect([records, rows]).toEqual([ROWS, ROWS - 1]);
    expect(rejects).toMatchObject([{ line: row + 2, column: 'number', found: 'one' }]);
  }
});

it('has every record where lines are more than records: blank ones, and breaks in cells', async () => {
  const cells = lines.map((line, i) => (i % 1000 === 7 ? line.replace(FILLER, `"${FILLER}\n\nmore"`) : line));
  const { records, rows } = await load([
    header,
    '',
    ...cells.flatMap((line, i) => (i % 999 === 0 ? [line, '', ''] : [line])),
  ]);
  expect([records, rows]).toEqual([ROWS, ROWS]);
});
