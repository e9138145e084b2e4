import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { readRows } from '../../src/ingest/read-rows.js';
import { readSheet } from '../../src/ingest/sheet.js';
import { type SheetCell, workbookOf } from '../fixtures/workbook.js';

const columns: readonly Column[] = [
  { name: 'company_id', type: 'text' },
  { name: 'requested_amount', type: 'amount' },
];
function read(...rows: readonly (readonly SheetCell[])[]) {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'applications.xlsx');
  writeFileSync(path, workbookOf([['company_id', 'requested_amount'], ...rows]));
  return readRows(path, columns);
}

describe('a sheet', () => {
  it('has the results of its formulas, and of an empty text nothing', async () => {
    const { rows } = await read(
      ['a', { formula: '1000*500', result: 500_000 }],
      [
        { formula: 'B1&amp;"b"', result: 'b' },
        { formula: '""', result: '' },
      ],
      ['c', true],
    );
    expect(rows.map(({ values }) => [values.company_id, values.requested_amount])).toEqual([
      ['a', 500_000],
      ['b', null],
      ['c', 1],
    ]);
  });

  it('has no code that was stored as a number: its last digits are lost', async () => {
    const { rows } = await read([Number('914406001234567890'), 1.5], ['440600123456789', 123_456_789_012]);
    expect(rows.map(({ values }) => [values.company_id, values.requested_amount])).toEqual([
      [expect.stringMatching(/^9\.14406\d*E\+17$/), 2],
      ['440600123456789', 123_456_789_012],
    ]);
  });

  it('is refused with every formula that nobody has calculated: such a cell is not empty', async () => {
    const sheet = read(['a', { formula: '1000*500' }], ['b', 1], [], [{ formula: 'A2' }, 2]);
    await expect(sheet).rejects.toMatchObject({
      code: 'FILE_PROBLEM',
      problems: [
        { code: 'UNCALCULATED', file: 'applications.xlsx', line: 2, column: 'B' },
        { code: 'UNCALCULATED', line: 5, column: 'A' },
      ],
    });
  });

  it('shows errors as errors, which are no amounts', async () => {
    await expect(read(['a', { error: '#DIV/0!' }], ['b', 1])).rejects.toMatchObject({
      code: 'ROW_PROBLEM',
      problems: [{ line: 2, column: 'requested_amount', found: '#DIV/0!' }],
    });
  });

  it('shows errors below its last value, and in rows without any', async () => {
    const { records } = (await readSheet(
      workbookOf([['a', 'b'], [null, { error: '#N/A' }], [1, 2], [], [null, { error: '#REF!' }]]),
    ))!;
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, '', '#N/A'],
      [3, '1', '2'],
      [5, '', '#REF!'],
    ]);
  });

  it('is looked through however its writer quotes and names things', async () => {
    const files = unzipSync(workbookOf([['a'], [{ formula: 'A1' }]]));
    const rewritten = Object.entries(files).map(([name, bytes]) => {
      const text = strFromU8(bytes).replace('name="Sheet1"', 'name="a > b"');
      const quoted = name.startsWith('xl/') ? text.replaceAll('"', "'") : text;
      return [name, strToU8(quoted.replace('<f>A1</f>', "<f\nt='shared' si='0'/>"))] as const;
    });
    const { uncalculated } = (await readSheet(zipSync(Object.fromEntries(rewritten))))!;
    expect(uncalculated).toEqual([{ row: 2, column: 'A', error: undefined }]);
  });

  it('has every cell, also beside its header', async () => {
    const { records } = (await readSheet(workbookOf([['a'], [1, null, 'lost?'], [null, '', ' ']])))!;
    expect(records).toEqual([
      { line: 1, cells: ['a', '', ''] },
      { line: 2, cells: ['1', '', 'lost?'] },
    ]);
    await expect(read(['a', 1, 'more'])).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_COLUMN', found: 'an empty name (column 3)' }],
    });
  });

  it('is refused where a small archive says that it unpacks to very much', async () => {
    const bytes = Buffer.from(workbookOf([['a'], [1]]));
    // The size of the first entry as the archive's directory has it, 24 bytes behind its mark.
    const entry = bytes.indexOf(Buffer.from('PK\u0001\u0002'));
    expect(await readSheet(bytes)).toBeDefined();
    bytes.writeUInt32LE(4_000_000_000, entry + 24);
    expect(await readSheet(bytes)).toBeUndefined();
  });

  it('is looked through in pieces', async () => {
    const filler = Array.from({ length: 40_000 }, (_, i): SheetCell[] => [`firm ${i} ${'x'.repeat(400)}`, i]);
    const { uncalculated } = (await readSheet(
      workbookOf([...filler, ['last', { formula: 'B1' }], ...filler.slice(0, 10)]),
    ))!;
    expect(uncalculated).toEqual([{ row: 40_001, column: 'B', error: undefined }]);
  });
});
