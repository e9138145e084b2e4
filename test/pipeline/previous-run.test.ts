import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkStudy, explainCompany, monitorRuns, openStudy, runStudy } from '../../src/index.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

let folder: string;
let first: Awaited<ReturnType<typeof run>>;

const run = async () => runStudy(await openStudy(folder));
const change = (name: string, changed: (json: Record<string, object>) => object) =>
  edit(folder, name, (text) => {
    const json = JSON.parse(text);
    return JSON.stringify({ ...json, ...changed(json) });
  });
const goOn = (asOf: string, previousRatings: string) =>
  change('dipper.json', ({ inputs }) => ({ asOf, inputs: { ...inputs, previousRatings } }));

beforeEach(async () => {
  folder = copyFoshan(200);
  first = await run();
});

describe('a card that was approved since the run before', () => {
  const approval = { status: 'approved', approver: 'Chen', validFrom: '2024-06-30', notes: ['minutes 7'] };
  const ratings = ({ folder: of }: typeof first) => readFileSync(join(of, 'ratings.csv'), 'utf8');

  it('is no other card: not for a run, not for a firm, not for monitoring', async () => {
    change('models/enterprise.json', () => approval);
    goOn('2024-06-30', join(first.folder, 'ratings.csv'));
    const second = await run();
    const [before, now] = [first, second].map(({ manifest }) => manifest.documents.enterprise!.fingerprint);
    expect(now).not.toBe(before);
    expect(ratings(second)).toBe(ratings(first));
    expect(second.summary!.previous).not.toHaveProperty('otherCard');
    const study = await openStudy(folder);
    const id = ratings(first).split('\n')[1]!.split(',')[0]!;
    const since = first.manifest.run;
    expect((await explainCompany(study, id, { since })).change).toMatchObject({ otherCard: false, base: 0 });
    const found = await monitorRuns(study, { run: second.manifest.run, against: since });
    expect(found).toMatchObject({ otherCard: false, status: 'pass' });
    expect(found.checks.find(({ check }) => check === 'score')).toMatchObject({ value: 0 });
  });

  it('is another one where nothing tells what that of then said', async () => {
    change('models/enterprise.json', () => approval);
    goOn('2024-06-30', join(first.folder, 'ratings.csv'));
    rmSync(join(first.folder, 'enterprise.json'));
    expect((await run()).summary!.previous).toMatchObject({ otherCard: true });
    change('dipper.json', () => ({ out: 'elsewhere' }));
    // The card of today is not that of then because it lies where that one lay.
    cpSync(join(folder, 'models/enterprise.json'), join(first.folder, 'enterprise.json'));
    expect((await run()).summary!.previous).toMatchObject({ otherCard: true });
  });
});

describe('the run before', () => {
  const told = async () => {
    const { previous } = await checkStudy(await openStudy(folder));
    const { summary, manifest } = await run();
    return { previous, summary: summary!.previous, known: manifest.inputs.previousRatings };
  };

  it.each([
    ['2024-06-29', true],
    ['2024-06-30', true],
    ['2024-07-01', false],
  ])('of 2024-06-30 is known by its folder, and held against a study of %s', async (asOf, notEarlier) => {
    goOn(asOf, join(first.folder, 'ratings.parquet'));
    const { previous, summary, known } = await told();
    const made = { run: first.manifest.run, asOf: '2024-06-30', notEarlier };
    expect(previous).toEqual(made);
    expect(summary).toMatchObject(made);
    expect(known).toMatchObject({ file: 'ratings.parquet', run: first.manifest.run });
  });

  it('is not known of a file that lies elsewhere, or that no run wrote', async () => {
    cpSync(join(first.folder, 'ratings.csv'), join(folder, 'before.csv'));
    cpSync(join(first.folder, 'ratings.csv'), join(first.folder, 'before.csv'));
    for (const path of [join(folder, 'before.csv'), join(first.folder, 'before.csv')]) {
      goOn('2024-06-30', path);
      rmSync(join(folder, 'out2'), { recursive: true, force: true });
      change('dipper.json', () => ({ out: 'out2' }));
      const { previous, summary, known } = await told();
      expect(previous).toBeNull();
      expect(Object.keys(summary!)).toEqual(['firms', 'rated', 'held']);
      expect(Object.keys(known!)).toEqual(['file', 'sha256']);
    }
  });

  it('gives a run the same id and files wherever its ratings lie', async () => {
    goOn('2024-12-31', join(first.folder, 'ratings.csv'));
    const there = (await run()).manifest;
    mkdirSync(join(folder, 'kept'));
    cpSync(join(first.folder, 'ratings.csv'), join(folder, 'kept/ratings.csv'));
    goOn('2024-12-31', 'kept/ratings.csv');
    change('dipper.json', () => ({ out: 'restored' }));
    const here = (await run()).manifest;
    expect([there.inputs.previousRatings!.run, here.inputs.previousRatings!.run]).toEqual([
      first.manifest.run,
      undefined,
    ]);
    expect([here.run, here.outputs]).toEqual([there.run, there.outputs]);
  });

  it.each([
    ['inputs', null],
    ['inputs', { companies: null }],
    ['outputs', { 'ratings.csv': 5 }],
  ])('is not known by a manifest whose %s are %j, which is no crash', async (part, value) => {
    change(`out/${first.manifest.run}/manifest.json`, () => ({ [part]: value as object }));
    goOn('2024-12-31', join(first.folder, 'ratings.csv'));
    expect((await told()).previous).toBeNull();
    await expect(
      explainCompany(await openStudy(folder), 'x', { since: first.manifest.run }),
    ).rejects.toMatchObject({
      code: expect.stringMatching(/RUN_DAMAGED|UNKNOWN_RUN|UNKNOWN_COMPANY/),
    });
  });

  it('is told, and not recorded, where its ratings were changed since', async () => {
    const path = join(first.folder, 'ratings.csv');
    edit(first.folder, 'ratings.csv', (text) => `${text.split('\n').slice(0, 9).join('\n')}\n`);
    goOn('2024-07-01', path);
    const { summary, known } = await told();
    expect(summary).toMatchObject({ firms: 8, run: first.manifest.run, notEarlier: false });
    expect(Object.keys(known!)).toEqual(['file', 'sha256']);
  });
});
