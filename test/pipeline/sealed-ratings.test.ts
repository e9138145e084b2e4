import { appendFileSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/engine.js';
import {
  explainCompany,
  monitorRuns,
  openStudy,
  reportRun,
  reviewRun,
  runStudy,
  type Study,
  sampleVisits,
  validateRun,
} from '../../src/index.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

let study: Study;
let run: string;
let folder: string;
let firm: string;

/** Every command that reads ratings.parquet of a run. */
const readers: Readonly<Record<string, () => Promise<unknown>>> = {
  report: () => reportRun(study, { run }),
  explain: () => explainCompany(study, firm, { since: run }),
  monitor: () => monitorRuns(study, { run, against: run }),
  validate: () => validateRun(study, { run }),
  sample: () => sampleVisits(study, { run }),
  reviews: () => {
    const reviews = join(study.folder, 'reviews.csv');
    writeFileSync(reviews, `company_id,reviewer,department,tier\n${firm},a,b,R5\n`);
    return reviewRun(study, { run, reviews });
  },
};

async function change(sql: (path: string, to: string) => string): Promise<unknown> {
  const engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
  const path = join(folder, 'ratings.parquet');
  const rows = await engine.rows(sql(path, path));
  engine.close();
  return rows[0];
}

beforeAll(async () => {
  study = await openStudy(copyFoshan(3000));
  folder = (await runStudy(study)).folder;
  run = basename(folder);
  const first = await change((path) => `SELECT company_id FROM '${path}' LIMIT 1`);
  firm = String((first as { company_id: string }).company_id);
});

describe('ratings.parquet of a run, which no checksum vouches for', () => {
  it('is what ratings.csv says', async () => {
    for (const [name, read] of Object.entries(readers))
      if (name !== 'report') await expect(read(), name).resolves.toBeDefined();
  });

  it('is refused by every command that reads it when a rating was changed, or it was cut', async () => {
    const damaged = {
      code: 'RUN_DAMAGED',
      problems: [{ code: 'CHANGED_OUTPUT', file: 'ratings.parquet' }],
    };
    await change(
      (path) =>
        `CREATE TABLE ratings AS FROM '${path}'; COPY (FROM ratings WHERE company_id <> '${firm}') TO '${path}' (FORMAT parquet); COPY ratings TO '${path}.whole.parquet' (FORMAT parquet)`,
    );
    await expect(readers.sample!()).rejects.toMatchObject({
      ...damaged,
      problems: [{ ...damaged.problems[0], found: `another row of ${firm}` }],
    });
    await change(
      (path, to) =>
        `COPY (SELECT * REPLACE (IF(company_id = '${firm}', 1, pd_ppm) AS pd_ppm) FROM '${path}.whole.parquet') TO '${to}' (FORMAT parquet)`,
    );
    for (const [name, read] of Object.entries(readers))
      await expect(read(), name).rejects.toMatchObject({
        ...damaged,
        problems: [{ ...damaged.problems[0], found: `another row of ${firm}` }],
      });
    truncateSync(join(folder, 'ratings.parquet'), 1000);
    for (const [name, read] of Object.entries(readers))
      await expect(read(), name).rejects.toMatchObject(damaged);
  });

  it('nor does explain --since go by a document of the run that was changed', async () => {
    appendFileSync(join(folder, 'enterprise.json'), ' ');
    await expect(readers.explain!()).rejects.toMatchObject({
      code: 'RUN_DAMAGED',
      problems: [{ file: 'enterprise.json' }],
    });
  });
});
