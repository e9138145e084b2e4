import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryName } from '../../src/core/leftovers.js';
import { initStudy } from '../../src/index.js';
import { MAIN } from '../fixtures/cli.js';
import { copyFoshan } from '../fixtures/foshan-study.js';

const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const signals = Object.keys(CODES) as (keyof typeof CODES)[];

/** What a process that was killed outright leaves, as temporary folders are called. */
const deadName = () =>
  temporaryName().replace(`-${process.pid}-`, `-${spawnSync(process.execPath, ['-e', '']).pid}-`);

/** Runs dipper, and sends a signal as soon as a temporary folder of its own is in a folder. */
async function stopped(folder: string, signal: NodeJS.Signals, args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const end = new Promise<number | string | null>((done) =>
    child.once('close', (code, by) => done(code ?? by)),
  );
  const own = () => existsSync(folder) && readdirSync(folder).some((name) => name.includes(`-${child.pid}`));
  while (child.exitCode === null && !own()) await wait(1);
  child.kill(signal);
  return { code: await end, stderr, own: own() };
}

describe.each(signals)('%s', (signal) => {
  it('ends a run with its exit code, and no temporary folder', async () => {
    const study = copyFoshan(3000);
    const out = join(study, 'out');
    // What is swept first takes a while: the signal comes meanwhile.
    const dead = join(out, deadName());
    mkdirSync(dead, { recursive: true });
    for (let i = 0; i < 3000; i++) writeFileSync(join(dead, `${i}`), '');
    const { code, own } = await stopped(out, signal, ['run', '--study', study, '--quiet']);
    expect([code, own]).toEqual([CODES[signal], false]);
  });

  it('ends init without a word, and leaves a whole study or an empty folder', async () => {
    const study = mkdtempSync(join(tmpdir(), 'dipper-'));
    await initStudy(study);
    for (let i = 0; i < 5; i++) {
      const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
      const { code, stderr } = await stopped(folder, signal, ['init', folder]);
      const names = readdirSync(folder);
      // A signal that comes after the study was made ends a command that has done its work: its code tells nothing.
      const isMade = names.length > 0;
      expect([isMade || code, stderr, names]).toEqual([
        isMade || CODES[signal],
        '',
        isMade ? readdirSync(study) : [],
      ]);
    }
  });
});

it('a study is made where a killed one was about to be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  mkdirSync(join(folder, deadName(), 'models'), { recursive: true });
  await initStudy(folder);
  expect(readdirSync(folder).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
  const parent = mkdtempSync(join(tmpdir(), 'dipper-'));
  mkdirSync(join(parent, deadName()));
  await initStudy(join(parent, 'study'));
  expect(readdirSync(parent)).toEqual(['study']);
});
