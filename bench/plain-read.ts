import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '../src/document/column.js';
import { pathOf } from '../src/document/mapping.js';
import { openEngine } from '../src/engine/engine.js';
import type { Study } from '../src/index.js';
import { planLoad } from '../src/ingest/load-plan.js';
import { loadSql } from '../src/sql/load.js';

/**
 * The baseline: seconds that the engine takes to read the company file into a table with declared types and rejects, its buffers
 * by default and nothing checked, in an engine of its own.
 * @param columns the contract
 */
export async function plainRead(study: Study, columns: readonly Column[]): Promise<number> {
  const scratch = join(study.folder, '.scratch');
  mkdirSync(scratch, { recursive: true });
  const plan = await planLoad(pathOf(study.inputs.companies!), {
    columns,
    missingTexts: [],
    workFolder: scratch,
  });
  const engine = await openEngine({ workFolder: scratch });
  const wanted = new Set(plan.columns.map(({ name }) => name));
  const options = { source: plan, wanted, classification: null, table: 'plain', threads: engine.threads };
  const whole = loadSql(options);
  const read = whole
    .slice(whole.indexOf('read_csv('), whole.lastIndexOf(')'))
    .replace(/ buffer_size=\d+,/, '');
  const started = performance.now();
  await engine.run(`CREATE TABLE plain AS SELECT * FROM ${read}`);
  const seconds = (performance.now() - started) / 1000;
  engine.close();
  return seconds;
}
