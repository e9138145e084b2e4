import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { brokenRuns, dipper, dipperAsNobody, dipperLimited, dipperRunning } from '../fixtures/cli.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const KILLS = Number(process.env.DIPPER_KILLS ?? 200);

let study: string;
let out: string;
const runs = () => (existsSync(out) ? readdirSync(out).filter((name) => !name.startsWith('.tmp-')) : []);
const leftovers = () => readdirSync(out).filter((name) => name.startsWith('.tmp-'));

beforeEach(() => {
  study = copyFoshan(5000);
  out = join(study, 'out');
});

describe('a run that ends early', () => {
  it(`leaves complete runs only: ${KILLS} kills at random moments`, async () => {
    const draws = random(1);
    const started = performance.now();
    expect(dipper('run', '--study', study).status).toBe(0);
    const whole = performance.now() - started;
    let [killed, finished] = [0, 0];
    for (let i = 0; i < KILLS; i++) {
      edit(study, 'dipper.json', (text) => JSON.stringify({ ...JSON.parse(text), seed: i + 2 }));
      const child = dipperRunning('run', '--study', study);
      const end = new Promise<number | null>((done) => child.once('exit', done));
      await Promise.race([end, wait(draws.uniform() * 1.4 * whole)]);
      child.kill('SIGKILL');
      if ((await end) === null) killed++;
      else finished++;
    }
    expect(await brokenRuns(out)).toEqual([]);
    expect(runs().length).toBeGreaterThanOrEqual(finished);
    console.log(`${killed} killed, ${finished} finished before, ${runs().length} runs, all whole`);
    expect(Math.min(killed, finished)).toBeGreaterThan(0);
    expect(dipper('run', '--study', study).status).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  it('stays whole under an interrupt, with exit code 130', async () => {
    const child = dipperRunning('run', '--study', study);
    await wait(400);
    child.kill('SIGINT');
    const code = await new Promise<number | null>((done) => child.once('exit', done));
    expect([0, 130, null]).toContain(code);
    expect(await brokenRuns(out)).toEqual([]);
  });

  it.each([1, 10, 50, 100, 300, 500])(
    'on a disk that takes files of %s kB only: says so, leaves nothing',
    async (blocks) => {
      const { status, stderr } = dipperLimited(`ulimit -f ${blocks}`, 'run', '--study', study);
      expect([status, stderr]).toEqual([2, expect.stringContaining('NO_SPACE')]);
      expect(runs()).toEqual([]);
      expect(leftovers()).toEqual([]);
    },
  );

  it('in a folder that may not be written: says so', () => {
    mkdirSync(out);
    chmodSync(out, 0o555);
    chmodSync(study, 0o755);
    const { status, stderr } = dipperAsNobody('run', '--study', study);
    expect([status, stderr]).toEqual([2, expect.stringContaining('UNWRITABLE')]);
  });
});

describe('runs at once', () => {
  it('of the same study end as one complete run', async () => {
    const codes = await Promise.all(
      Array.from(
        { length: 4 },
        () => new Promise((done) => dipperRunning('run', '--study', study).once('exit', done)),
      ),
    );
    expect(codes).toEqual([0, 0, 0, 0]);
    expect(runs()).toHaveLength(1);
    expect(await brokenRuns(out)).toEqual([]);
    expect(leftovers()).toEqual([]);
  });
});

describe('paths', () => {
  it('may go through links and upwards', () => {
    const link = `${study}-link`;
    symlinkSync(study, link);
    edit(study, 'dipper.json', (text) => {
      const file = JSON.parse(text);
      return JSON.stringify({
        ...file,
        inputs: { ...file.inputs, companies: `../${study.split('/').at(-1)}/companies.csv` },
      });
    });
    const { status, stdout } = dipper('run', '--study', link, '--json');
    expect(status).toBe(0);
    const { manifest } = JSON.parse(stdout);
    expect(manifest.inputs.companies.file).toBe('companies.csv');
    expect(readFileSync(join(out, manifest.run, 'manifest.json'), 'utf8')).not.toContain(study);
  });
});
