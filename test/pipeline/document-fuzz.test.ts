import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  compileStudy,
  fitIndustries,
  listModels,
  openStudy,
  readModels,
  runStudy,
  type Study,
  verifyStudy,
} from '../../src/index.js';
import { LOG_START, readLog } from '../../src/output/read-log.js';
import { copyFoshan } from '../fixtures/foshan-study.js';
import { FUZZED, fuzzText, readsOrSays } from '../fixtures/fuzz.js';
import { mutatedDocument } from '../fixtures/mutate.js';

let folder: string;
let study: Study;

beforeAll(async () => {
  folder = copyFoshan(12);
  study = await openStudy(folder);
});

const documents = [
  'dipper.json',
  'models/policy.json',
  'models/enterprise.json',
  'models/industry.json',
  'models/industry.spec.json',
  'models/enterprise.spec.json',
];

/** What reads each document, as far as it goes without a large table. */
const readings: Readonly<Record<string, () => Promise<unknown>>> = {
  'dipper.json': async () => runStudy(await openStudy(folder)),
  'models/policy.json': async () => verifyStudy(study),
  'models/enterprise.json': async () => verifyStudy(study),
  'models/industry.json': async () => verifyStudy(study),
  'models/industry.spec.json': async () => fitIndustries({ ...study, models: join(folder, 'models') }),
  'models/enterprise.spec.json': async () => listModels(study),
};

describe('a mutated document', () => {
  it.each(documents)(
    '%s is used, or what is wrong with it is said',
    async (name) => {
      const path = join(folder, name);
      const whole = readFileSync(path, 'utf8');
      const kept = readFileSync(join(folder, 'models/industry.json'), 'utf8');
      const seen = new Set<string>();
      try {
        await fc.assert(
          fc.asyncProperty(mutatedDocument(JSON.parse(whole)), async (changed) => {
            writeFileSync(path, JSON.stringify(changed));
            seen.add(await readsOrSays(readings[name]!));
            expect(({} as Record<string, unknown>).polluted).toBeUndefined();
          }),
          { numRuns: Math.max(15, FUZZED / 5), seed: 17 },
        );
      } finally {
        writeFileSync(path, whole);
        writeFileSync(join(folder, 'models/industry.json'), kept);
      }
      expect(seen.size).toBeGreaterThan(0);
    },
    3_600_000,
  );

  it.each(documents)(
    '%s may be any text',
    async (name) => {
      const path = join(folder, name);
      const whole = readFileSync(path, 'utf8');
      try {
        await fuzzText(whole, async (text) => {
          writeFileSync(path, text);
          await (name === 'dipper.json'
            ? openStudy(folder)
            : name === 'models/enterprise.spec.json'
              ? listModels(study)
              : readModels(study));
        });
      } finally {
        writeFileSync(path, whole);
      }
    },
    3_600_000,
  );

  it('compiles for both engines, or what cannot be said is named', async () => {
    const path = join(folder, 'models/policy.json');
    const whole = readFileSync(path, 'utf8');
    try {
      await fc.assert(
        fc.asyncProperty(
          mutatedDocument(JSON.parse(whole)),
          fc.constantFrom('duckdb' as const, 'spark' as const),
          async (changed, dialect) => {
            writeFileSync(path, JSON.stringify(changed));
            await readsOrSays(() => compileStudy(study, { dialect }));
          },
        ),
        { numRuns: FUZZED, seed: 19 },
      );
    } finally {
      writeFileSync(path, whole);
    }
  }, 3_600_000);
});

describe('a mutated decision log', () => {
  it('is never taken for whole', async () => {
    mkdirSync(join(folder, 'log'), { recursive: true });
    const path = join(folder, 'log/decisions.jsonl');
    const text = '{"formatVersion":1,"kind":"decision","seq":1,"hash":"00"}\n';
    await fuzzText(text, async (changed) => {
      writeFileSync(path, changed);
      const records: unknown[] = [];
      await readLog(path, LOG_START, (record) => records.push(record));
      expect(records).toEqual([]);
    });
  }, 3_600_000);
});
