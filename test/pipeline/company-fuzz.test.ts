import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import { openEngine } from '../../src/engine/engine.js';
import { DipperError, openStudy, readModels, type Study, scoreStream, verifyStudy } from '../../src/index.js';
import { dropWorkFolder, openWorkFolder, type WorkFolder } from '../../src/output/work-folder.js';
import { COMPANIES, loadCompanies, planCompanies } from '../../src/pipeline/load-companies.js';
import { planOptions } from '../../src/pipeline/rate-companies.js';
import { copyFoshan } from '../fixtures/foshan-study.js';
import { FUZZED, readsOrSays } from '../fixtures/fuzz.js';
import { encoded, mutated } from '../fixtures/mutate.js';

let study: Study;
let work: WorkFolder;
let text: string;

beforeAll(async () => {
  study = await openStudy(copyFoshan(8));
  text = readFileSync(pathOf(study.inputs.companies!), 'utf8');
  work = await openWorkFolder(study.out);
});

afterAll(async () => {
  await dropWorkFolder(work);
});

/** What the database took in: ids in file order, and how many records there were in all. */
async function loaded() {
  const models = await readModels(study);
  const plan = await planCompanies(study, planOptions(models, work.scratch));
  const engine = await openEngine({ workFolder: work.scratch, threads: 1 });
  try {
    const { rows, records, rejected } = await loadCompanies(engine, plan);
    const ids = (await engine.rows(`FROM ${COMPANIES} SELECT company_id`)).map((row) =>
      String(row.company_id),
    );
    return { ids, rows, records, rejected };
  } finally {
    engine.close();
  }
}

/** What the filter took in. */
async function streamed() {
  const ids: string[] = [];
  const bytes = (async function* () {
    yield new Uint8Array(readFileSync(pathOf(study.inputs.companies!)));
  })();
  const counts = await scoreStream(study, bytes, {
    file: 'companies.csv',
    write: (line) => void ids.push(line.split(',')[0]!),
    onProblem: () => undefined,
  });
  return { ids: ids.slice(1), ...counts };
}

describe('a mutated company table', () => {
  it('is loaded, or what is wrong with it is said; no record is lost', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(encoded(mutated(text, 3)), async (bytes) => {
        writeFileSync(pathOf(study.inputs.companies!), bytes);
        const said = await readsOrSays(async () => {
          const { ids, rows, records, rejected } = await loaded();
          expect(ids.length).toBe(rows);
          expect(new Set(ids).size).toBe(rows);
          expect(rows + rejected).toBe(records);
        });
        seen.add(said);
      }),
      { numRuns: Math.max(30, FUZZED), seed: 7, examples: [[Buffer.from(text)]] },
    );
    expect([...seen].sort()).toEqual(['read', 'refused']);
  }, 3_600_000);

  it('is rated alike by the filter and by the database, wherever both take a firm', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(text, 2), async (changed) => {
        writeFileSync(pathOf(study.inputs.companies!), changed);
        const both = await Promise.all([loaded(), streamed()].map((reading) => reading.catch(asRefusal)));
        const [database, filter] = both;
        if (database instanceof Error || filter instanceof Error) return;
        for (const id of database!.ids) expect(filter!.ids).toContain(id);
      }),
      { numRuns: Math.max(20, FUZZED / 10), seed: 11 },
    );
  }, 3_600_000);

  it('shows no difference between the two readings', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(text, 2), async (changed) => {
        writeFileSync(pathOf(study.inputs.companies!), changed);
        await readsOrSays(async () => {
          const { differing } = await verifyStudy(study);
          expect(differing).toBe(0);
        });
      }),
      { numRuns: Math.max(10, FUZZED / 50), seed: 13 },
    );
  }, 3_600_000);
});

function asRefusal(error: unknown): Error {
  if (error instanceof DipperError) return error;
  throw error;
}
