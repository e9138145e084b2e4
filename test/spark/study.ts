import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { compileStudy, openStudy, readModels, type Study } from '../../src/index.js';
import { loadCompanies, planCompanies } from '../../src/pipeline/load-companies.js';
import { planOptions } from '../../src/pipeline/rate-companies.js';
import { VIEWS } from '../../src/sql/compile.js';

/** The views that both engines make and that are compared. */
const COMPARED = [VIEWS.check, VIEWS.rating, VIEWS.credit];

/** A study, ready for Spark and rated by DuckDB. */
export interface PreparedStudy {
  readonly engine: Engine;
  readonly folder: string;
  readonly task: object;
  /** Columns that are compared, over all views. */
  readonly columns: number;
}

/**
 * Makes the study, loads it, writes it as Parquet with a few broken rows, and runs the compiled SQL on DuckDB.
 * @param firms how many
 */
export async function prepareStudy(root: string, folder: string, firms: number): Promise<PreparedStudy> {
  const home = join(folder, `study-${firms}`);
  if (!existsSync(join(home, 'companies.csv')))
    spawnSync(
      'npx',
      ['tsx', 'data/foshan/generator/main.ts', '--firms', String(firms), '--seed', '1', '--out', home],
      {
        cwd: root,
        stdio: 'ignore',
      },
    );
  const study = await openStudy(home);
  const engine = await openEngine({ workFolder: join(home, '.scratch') });
  const path = join(home, 'companies.parquet');
  await writeCompanies(engine, study, path);
  await engine.run(`CREATE VIEW lake AS SELECT * FROM read_parquet('${path}')`);
  for (const statement of await statements(study, 'duckdb')) await engine.run(statement);
  let columns = 0;
  for (const view of COMPARED) {
    await engine.run(`CREATE TABLE duckdb_${view} AS SELECT * FROM ${view}`);
    columns += (await columnsOf(engine, `duckdb_${view}`)).length;
  }
  const task = {
    name: 'study',
    statements: [
      `CREATE OR REPLACE TEMPORARY VIEW lake AS SELECT * FROM parquet.\`${path}\``,
      ...(await statements(study, 'spark')),
      `CACHE TABLE ${VIEWS.rating}`,
    ],
    queries: COMPARED.map((view) => ({ sql: `SELECT * FROM ${view}`, save: join(home, `${view}.parquet`) })),
  };
  return { engine, folder: home, task, columns };
}

async function statements(study: Study, dialect: 'duckdb' | 'spark'): Promise<string[]> {
  const sql = await compileStudy(study, { dialect, from: 'lake' });
  const code = sql.replaceAll(/^--.*\n/gm, '');
  return code.split(/;\n/).filter((text) => text.trim() !== '');
}

/** The loaded companies, and some that break the contract in every way a typed table can. */
async function writeCompanies(engine: Engine, study: Study, path: string): Promise<void> {
  const models = await readModels(study);
  await loadCompanies(
    engine,
    await planCompanies(study, planOptions(models, join(study.folder, '.scratch'))),
  );
  const broken = [
    `REPLACE (-1 AS staff, 'Z' AS tax_rating) FROM company WHERE _row_no = 1`,
    `REPLACE (DATE '1850-01-01' AS established_on) FROM company WHERE _row_no = 2`,
    `REPLACE ('no id at all' AS company_id) FROM company WHERE _row_no = 3`,
    `REPLACE ('9912' AS industry_code) FROM company WHERE _row_no = 4`,
    `REPLACE (CAST('NaN' AS DOUBLE) AS largest_buyer_share) FROM company WHERE _row_no = 5`,
    `REPLACE ('back\\slash ''quoted''\nline' AS name) FROM company WHERE _row_no = 6`,
    ` FROM company WHERE _row_no = 7`,
  ].map((rest) => `SELECT * EXCLUDE (_row_no, _is_bad) ${rest}`);
  const all = ['SELECT * EXCLUDE (_row_no, _is_bad) FROM company', ...broken].join('\nUNION ALL ');
  await engine.run(`COPY (${all}) TO '${path}' (FORMAT parquet)`);
  await engine.run('DROP VIEW company');
}

async function columnsOf(engine: Engine, table: string): Promise<string[]> {
  return (await engine.rows(`DESCRIBE ${table}`)).map((row) => String(row.column_name));
}

/**
 * Holds Spark's rows against DuckDB's, column by column.
 * @returns in how many columns they differ
 */
export async function compareStudy({ engine, folder }: PreparedStudy): Promise<number> {
  let wrong = 0;
  for (const view of COMPARED) {
    const names = await columnsOf(engine, `duckdb_${view}`);
    const text = (side: string, name: string) => `CAST(${side}."${name}" AS VARCHAR)`;
    const counts = names.map(
      (name) => `count(*) FILTER (WHERE ${text('a', name)} IS DISTINCT FROM ${text('b', name)}) AS "${name}"`,
    );
    const spark = `read_parquet('${join(folder, `${view}.parquet`)}/*.parquet')`;
    const [row] = await engine.rows(
      `SELECT count(a.company_id) AS own, count(b.company_id) AS theirs, count(*) AS both, ${counts.join(', ')} FROM duckdb_${view} a FULL JOIN ${spark} b ON a.company_id = b.company_id${view === VIEWS.check ? ' AND a.problems = b.problems' : ''}`,
    );
    const { own, theirs, both, ...differing } = row!;
    const differ = Object.entries(differing).filter(([, n]) => Number(n) > 0);
    console.log(
      `${view}: ${own} rows by DuckDB, ${theirs} by Spark, ${names.length} columns, ${differ.length === 0 ? 'no difference' : `differences in ${differ.map(([name, n]) => `${name} (${n})`).join(', ')}`}`,
    );
    wrong += own === theirs && own === both ? differ.length : Math.max(1, differ.length);
  }
  engine.close();
  return wrong;
}
