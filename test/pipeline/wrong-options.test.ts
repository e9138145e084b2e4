import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  compileStudy,
  convertFile,
  explainCompany,
  explainRun,
  listLines,
  monitorRuns,
  openStudy,
  reasonsAgainst,
  reasonsFor,
  reportRun,
  runStudy,
  type Study,
  sampleVisits,
  verifyStudy,
  writeChanges,
} from '../../src/index.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

let study: Study;
beforeAll(async () => {
  study = await openStudy(
    writeTinyStudy(['a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈']),
  );
});

/** As whoever has no compiler may call it. */
type Call = (value: never) => unknown;

const none = { run: 'none', against: 'none', features: [] };
const wholes: Readonly<Record<string, readonly [path: string, wrong: readonly number[], call: Call]>> = {
  'firms to visit': ['--n', [Number.NaN, 20.5, 0, 1e6], (n) => sampleVisits(study, { ...none, n })],
  'a seed': ['--seed', [Number.NaN, 0.5, -1, 2 ** 32], (seed) => sampleVisits(study, { ...none, seed })],
  reasons: ['reasons', [-1, Number.NaN], (reasons) => explainCompany(study, 'a', { reasons })],
  'reasons of a run': [
    'reasons',
    [-1, Number.NaN],
    (reasons) => explainRun(study, 'a', { ...none, reasons }),
  ],
  'reasons for': ['most', [-1, 0.5], (most) => reasonsFor(none, most)],
  'reasons against': ['most', [-1, 0.5], (most) => reasonsAgainst(none, most)],
  'a sample': ['--sample', [0, -1, 0.5, Number.NaN], (sample) => verifyStudy(study, { sample })],
  halves: ['--halves', [-1, Number.NaN, 0.5, 10_000], (halves) => monitorRuns(study, { ...none, halves })],
  'threads of a run': [
    '--threads',
    [0, -1, Number.NaN, 1.5, 1000],
    (threads) => runStudy(study, { threads }),
  ],
  'threads of verifying': ['--threads', [0], (threads) => verifyStudy(study, { threads })],
};

const words: Readonly<Record<string, readonly [path: string, call: Call]>> = {
  'a language of a run': ['--lang', (language) => runStudy(study, { language })],
  'a part of a run': ['--part', (part) => runStudy(study, { part })],
  'a part to verify': ['--part', (part) => verifyStudy(study, { part })],
  'a part to compile': ['--part', (part) => compileStudy(study, { dialect: 'duckdb', part })],
  'an engine to compile for': ['--dialect', (dialect) => compileStudy(study, { dialect })],
  'a format': ['--format', (format) => listLines(study, { ...none, format })],
  'a language of lists': ['--lang', (language) => listLines(study, { ...none, format: 'csv', language })],
  'a column to split by': ['--split-by', (splitBy) => listLines(study, { ...none, format: 'csv', splitBy })],
  'a language of a report': ['--lang', (language) => reportRun(study, { ...none, language })],
  'a language of changes': [
    '--lang',
    (language) => writeChanges('x.csv', { changes: {} } as never, language),
  ],
  'how much memory': ['--memory', (memoryLimit) => runStudy(study, { memoryLimit })],
};

const refusal = async (call: Call, value: unknown) => {
  try {
    await call(value as never);
    return 'taken';
  } catch (error) {
    return error;
  }
};

describe('the library refuses what the command line does', () => {
  for (const [what, [path, wrong, call]] of Object.entries(wholes))
    it(`${what} outside the whole numbers of ${path}`, async () => {
      for (const value of wrong)
        expect(await refusal(call, value)).toMatchObject({
          code: 'USAGE',
          problems: [{ code: 'USAGE', path, found: String(value) }],
        });
    });

  for (const [what, [path, call]] of Object.entries(words))
    it(`${what} that is no word of ${path}`, async () => {
      for (const word of ['zz', ''])
        expect(await refusal(call, word)).toMatchObject({
          code: 'USAGE',
          problems: [{ code: 'USAGE', path, found: word }],
        });
    });

  it('and nothing is left behind', async () => {
    await refusal((threads) => runStudy(study, { threads }), 0);
    await refusal((memoryLimit) => verifyStudy(study, { memoryLimit }), 'lots');
    expect(readdirSync(study.out)).toEqual([]);
  });
});

it('a side that positive answers favour is left or right', async () => {
  const from = join(study.folder, 'respondents.csv');
  writeFileSync(from, 'expert,a | b\nx,3\n');
  const convert: Call = (positive) => convertFile(from, join(study.folder, 'j.csv'), { node: 'n', positive });
  expect(await refusal(convert, 'rigth')).toMatchObject({
    problems: [{ path: '--positive', found: 'rigth', hint: 'did you mean "right"?' }],
  });
});
