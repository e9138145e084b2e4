import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import readXlsx from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { writeXlsx } from '../../src/output/xlsx.js';

it('a workbook shows columns by their names: money with separators, days as days, shares with their digits', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'loans.xlsx');
  const columns = ['loan_id', 'as_of', 'drawn', 'line_today', 'overdue_days', 'share', 'online'];
  const row = ['L1', '2024-06-30', 1_000_000, 2_000_000, 1234, 0.25, 4321];
  await writeXlsx(path, { columns, rows: [row] }, 'loans');
  const files = unzipSync(readFileSync(path));
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!);
  const styles = strFromU8(files['xl/styles.xml']!);
  const codes = new Map(
    [...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]+)"/g)].map(([, id, code]) => [id!, code!]),
  );
  const cells = /<cellXfs[\s\S]*<\/cellXfs>/.exec(styles)![0];
  const ids = [...cells.matchAll(/<xf\b[^>]*>/g)].map(([xf]) => /numFmtId="(\d+)"/.exec(xf)?.[1]);
  const shown = [...sheet.matchAll(/<c r="(\w)2" s="(\d+)"/g)].map(
    ([, column, style]) => `${column} ${codes.get(ids[Number(style)] ?? '') ?? 'General'}`,
  );
  expect(shown).toEqual(['A General', 'B yyyy-mm-dd', 'C #,##0', 'D #,##0', 'E 0', 'F General', 'G 0']);
});

it('a workbook defuses names of columns as it does texts', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'heads.xlsx');
  await writeXlsx(path, { columns: ['a', '=cmd'], rows: [['b', '=cmd']] }, 'heads');
  expect((await readXlsx(path))[0]!.data).toEqual([
    ['a', "'=cmd"],
    ['b', "'=cmd"],
  ]);
});
