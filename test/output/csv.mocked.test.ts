import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { writeCsv } from '../../src/output/csv.js';
import { writeShortly } from '../fixtures/short-writes.js';

const fresh = () => mkdtempSync(join(tmpdir(), 'dipper-'));

afterEach(() => {
  vi.restoreAllMocks();
});

it('is whole also where the machine writes a part at a time', async () => {
  const path = join(fresh(), 'a.csv');
  await writeShortly(3);
  await writeCsv(path, {
    columns: ['company_id', 'name'],
    rows: [
      ['a', '甲厂'],
      ['b', '=1,2'],
    ],
  });
  expect(readFileSync(path, 'utf8')).toBe('\ufeffcompany_id,name\r\na,甲厂\r\nb,"\'=1,2"\r\n');
});

it('quotes and defuses names of columns as it does cells', async () => {
  const path = join(fresh(), 'b.csv');
  await writeCsv(path, { columns: ['a', 'b,c', 'd"e', '=cmd', '@x\ny'], rows: [[1, 2, 3, 4, 5]] });
  expect(readFileSync(path, 'utf8')).toBe('\ufeffa,"b,c","d""e",\'=cmd,"\'@x\ny"\r\n1,2,3,4,5\r\n');
});
