import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Problem } from '../../src/index.js';
import {
  compileStudy,
  openStudy,
  runStudy,
  type Study,
  scoreStream,
  validateRun,
  verifyStudy,
} from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const firm = (id: string, day: string) =>
  `${id},n,C3071,60,3000000,30000000,28000000,A,${day},,,town,contact`;

/** A study whose firms were founded by its own day, which is one half-year later with `later`. */
async function studyOf({ later }: { readonly later: boolean }): Promise<Study> {
  const folder = writeTinyStudy([firm('a', '2024-06-30'), firm('b', '2024-07-01'), firm('c', '2015-01-01')]);
  edit(folder, 'models/enterprise.json', (text) => {
    const document = JSON.parse(text);
    const column = document.inputs.find(({ name }: { readonly name: string }) => name === 'established_on');
    column.latest = 'as_of';
    document.thin.of.push(column.name);
    return JSON.stringify(document);
  });
  if (later) edit(folder, 'dipper.json', (text) => text.replace('2024-06-30', '2024-12-31'));
  return openStudy(folder);
}

async function scored(study: Study) {
  const problems: Problem[] = [];
  const bytes = Readable.from([readFileSync(join(study.folder, 'companies.csv'))]);
  const onProblem = (problem: Problem) => problems.push(problem);
  const counts = await scoreStream(study, bytes, { file: 'stdin', write: () => {}, onProblem });
  return { counts, problems };
}

it('of a column may be that of the study, in every reading', async () => {
  const study = await studyOf({ later: false });
  const run = await runStudy(study);
  expect(run.manifest.counts).toMatchObject({ rated: 2, rejected: 1 });
  const expected = 'date YYYY-MM-DD, 1900-01-01 to 2024-06-30';
  expect(readFileSync(join(run.folder, 'rejects.csv'), 'utf8')).toContain(`2024-07-01,RANGE,"${expected}"`);
  const { counts, problems } = await scored(study);
  expect(counts).toMatchObject({ rated: 2, rejected: 1 });
  expect(problems).toMatchObject([{ code: 'RANGE', column: 'established_on', expected }]);
  expect(await verifyStudy(study)).toMatchObject({ rows: 2, rejected: 1, differing: 0 });
  for (const dialect of ['duckdb', 'spark'] as const)
    expect(await compileStudy(study, { dialect, part: 'check' })).toContain("DATE '2024-06-30'");
});

it('moves with the study', async () => {
  const study = await studyOf({ later: true });
  expect((await runStudy(study)).manifest.counts).toMatchObject({ rated: 3, rejected: 0 });
  expect((await scored(study)).counts).toMatchObject({ rated: 3, rejected: 0 });
  expect(await verifyStudy(study)).toMatchObject({ rows: 3, differing: 0 });
});

it('of today is that of the study, whatever run is validated', async () => {
  const folder = copyFoshan(3000);
  const early = await openStudy(folder);
  const { run } = (await runStudy(early)).manifest;
  const labelled = (await validateRun(early, { run })).labelled.n;
  edit(folder, 'dipper.json', (text) => text.replace('2024-06-30', '2024-12-31'));
  edit(folder, 'companies.csv', (text) => {
    const [head, ...lines] = text.split('\n');
    const place = head!.split(',').indexOf('established_on');
    return [head, ...lines.map((line) => foundedLate(line, place))].join('\n');
  });
  expect(labelled).toBeGreaterThan(0);
  expect((await validateRun(await openStudy(folder), { run })).labelled.n).toBe(labelled);
});

/** The firm, founded after the run; no cell before the day has a comma. */
function foundedLate(line: string, place: number): string {
  const cells = line.split(',');
  return line === '' ? line : [...cells.slice(0, place), '2024-11-01', ...cells.slice(place + 1)].join(',');
}
