import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { compileStudy, openStudy, readModels, runStudy, type Study } from '../../src/index.js';
import { loadCompanies, planCompanies } from '../../src/pipeline/load-companies.js';
import { planOptions } from '../../src/pipeline/rate-companies.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

/** The study's companies as a typed table `lake`, and the compiled job over it. */
async function compiled(
  study: Study,
  { change = '', before = 'SELECT 1' }: { readonly change?: string; readonly before?: string } = {},
): Promise<Engine> {
  const scratch = mkdtempSync(join(tmpdir(), 'dipper-'));
  const engine = await openEngine({ workFolder: scratch });
  const models = await readModels(study);
  await loadCompanies(engine, await planCompanies(study, planOptions(models, scratch)));
  await engine.run(`CREATE TABLE lake AS SELECT * EXCLUDE (_row_no, _is_bad) FROM company ${change}`);
  await engine.run('DROP VIEW company');
  await engine.run(before);
  await engine.run(await compileStudy(study, { dialect: 'duckdb', from: 'lake' }));
  return engine;
}

/** Rows of a run's file that a view does not have, in the columns they share; the key is no number there. */
async function missingRows(engine: Engine, view: string, file: string): Promise<number> {
  const found = await engine.rows(`DESCRIBE SELECT * FROM read_parquet('${file}')`);
  const names = found
    .map((row) => `"${row.column_name}"`)
    .filter((name) => name !== '"row_no"')
    .join(', ');
  const [row] = await engine.rows(
    `SELECT count(*) AS n FROM (SELECT ${names} FROM read_parquet('${file}') EXCEPT SELECT ${names} FROM ${view})`,
  );
  return Number(row!.n);
}

it('says what a run does, with previous tiers and overrides', async () => {
  const folder = copyFoshan(5000);
  const first = await runStudy(await openStudy(folder));
  edit(folder, 'dipper.json', (text) => {
    const study = JSON.parse(text);
    study.inputs.previousRatings = join(first.folder, 'ratings.csv');
    return JSON.stringify(study);
  });
  const study = await openStudy(folder);
  const { folder: run, manifest } = await runStudy(study);
  const engine = await compiled(study, {
    before: `CREATE TABLE previous_rating AS SELECT company_id, CAST(substr(tier_model, 2) AS INTEGER) AS previous_model, CAST(substr(tier, 2) AS INTEGER) AS previous_tier FROM read_csv('${join(first.folder, 'ratings.csv')}')`,
  });
  const [rated] = await engine.rows('SELECT count(*) AS n FROM dipper_rating WHERE refuse_code IS NULL');
  expect(Number(rated!.n)).toBe(manifest.counts.rated);
  expect(await missingRows(engine, 'dipper_rating', join(run, 'ratings.parquet'))).toBe(0);
  expect(await missingRows(engine, 'dipper_credit', join(run, 'credit.parquet'))).toBe(0);
  engine.close();
});

it('keeps rows that break the contract out, and names every problem', async () => {
  const study = await openStudy(copyFoshan(200));
  const broken = [
    `SELECT * EXCLUDE (_row_no, _is_bad) REPLACE ('91440605YX00000000' AS company_id, -1 AS staff, 'Z' AS tax_rating) FROM company WHERE _row_no = 1`,
    'SELECT * EXCLUDE (_row_no, _is_bad) FROM company WHERE _row_no = 7',
  ];
  const engine = await compiled(study, { change: broken.map((each) => `UNION ALL ${each}`).join(' ') });
  const rows = await engine.rows('SELECT problems, count(*) AS n FROM dipper_check GROUP BY 1 ORDER BY 1');
  expect(rows).toEqual([
    { problems: 'company_id DUPLICATE_ID', n: 2n },
    { problems: 'staff RANGE|tax_rating VALUE', n: 1n },
  ]);
  expect(await engine.rows('SELECT count(*) AS n FROM dipper_company')).toEqual([{ n: 199n }]);
  engine.close();
});

it('has the fingerprints of its documents in its head, and parts by themselves', async () => {
  const study = await openStudy(copyFoshan(50));
  const { enterprise } = await readModels(study);
  const all = await compileStudy(study, { dialect: 'spark' });
  expect(all).toContain(`-- enterprise.json ${enterprise.fingerprint} (draft)\n`);
  expect(all).toContain('-- SYNTHETIC');
  const views = (sql: string) => [...sql.matchAll(/VIEW .(\w+). AS/g)].map(([, name]) => name);
  expect(views(all)).toEqual([
    'dipper_checked',
    'dipper_check',
    'dipper_company',
    'dipper_rating',
    'dipper_borrower',
    'dipper_credit',
  ]);
  expect(views(await compileStudy(study, { dialect: 'spark', part: 'score' }))).toEqual(['dipper_rating']);
});

it('reads a table of a schema, and no table without a name', async () => {
  const study = await openStudy(copyFoshan(200));
  const scratch = mkdtempSync(join(tmpdir(), 'dipper-'));
  const engine = await openEngine({ workFolder: scratch });
  const models = await readModels(study);
  await loadCompanies(engine, await planCompanies(study, planOptions(models, scratch)));
  await engine.run('CREATE SCHEMA lake');
  await engine.run('CREATE TABLE lake.companies AS SELECT * EXCLUDE (_row_no, _is_bad) FROM company');
  await engine.run('DROP VIEW company');
  await engine.run(await compileStudy(study, { dialect: 'duckdb', from: 'lake.companies' }));
  const [rated] = await engine.rows('SELECT count(*) AS n FROM dipper_rating');
  expect(Number(rated!.n)).toBe(200);
  engine.close();
  expect(await compileStudy(study, { dialect: 'spark', from: 'lake.companies' })).toContain(
    'FROM `lake`.`companies`',
  );
  for (const from of ['', 'lake.', ' .x'])
    await expect(compileStudy(study, { dialect: 'duckdb', from })).rejects.toMatchObject({
      problems: [{ path: '--from', found: from }],
    });
});
