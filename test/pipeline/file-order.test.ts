import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Column } from '../../src/document/column.js';
import { openEngine } from '../../src/engine/engine.js';
import { planLoad } from '../../src/ingest/load-plan.js';
import { COMPANIES, loadCompanies } from '../../src/pipeline/load-companies.js';

const sections = 'ABCDEFGHIJKLMNOPQRST'.split('').map((id, i) => ({
  id,
  divisions: `${String(5 * i + 1).padStart(2, '0')}-${String(Math.min(5 * i + 5, 97)).padStart(2, '0')}`,
}));
const values = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'];
const columns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected', pattern: '[0-9]+' },
  { name: 'name', type: 'text' },
  { name: 'industry_code', type: 'code' },
  { name: 'grade', type: 'category', values },
  { name: 'amount', type: 'amount' },
];
const ROWS = 400_000;

it('rows are numbered in the order of the file, whatever is checked and however many threads read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  const path = join(folder, 'companies.csv');
  const lines = Array.from(
    { length: ROWS },
    (_, i) =>
      `${i},firm ${i},${String((i % 97) + 1).padStart(2, '0')}11,${values[i % values.length]},${i % 1000}`,
  );
  writeFileSync(path, `company_id,name,industry_code,grade,amount\n${lines.join('\n')}\n`);
  const companies = await planLoad(path, { columns, missingTexts: [], workFolder: folder });
  const engine = await openEngine({ workFolder: folder, threads: 4 });
  const wanted = new Set(columns.map(({ name }) => name));
  const loaded = await loadCompanies(engine, {
    companies,
    invoices: undefined,
    wanted,
    classification: { name: 'test', sections },
  });
  expect(loaded.rows).toBe(ROWS);
  expect(
    await engine.rows(`SELECT count(*) AS n FROM ${COMPANIES} WHERE _row_no <> CAST(company_id AS BIGINT)`),
  ).toEqual([{ n: 0n }]);
  engine.close();
});
