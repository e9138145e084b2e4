import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { progressText } from '../../cli/progress.js';
import { dipperHere, MAIN } from '../fixtures/cli.js';
import { root } from '../fixtures/foshan-study.js';

const { NO_COLOR: _no, FORCE_COLOR: _force, ...withoutColours } = process.env;

/** In a process of its own, with an environment of its own. */
function dipper(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, [MAIN, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...withoutColours, ...env },
  });
}

describe('progress', () => {
  it('is a step, then percent, then the time that is left', () => {
    expect(progressText({ step: 'Loading' }, 5000)).toBe('Loading …');
    expect(progressText({ step: 'Rating', share: 0 }, 5000)).toBe('Rating … 0 %');
    expect(progressText({ step: 'Rating', share: 0.25 }, 999)).toBe('Rating … 25 %');
    expect(progressText({ step: 'Rating', share: 0.25 }, 10_000)).toBe('Rating … 25 %, 0:30 left');
    expect(progressText({ step: 'Rating', share: 0.019 }, 10_000)).toBe('Rating … 1 %');
    expect(progressText({ step: 'Rating', share: 0.02 }, 20_000)).toBe('Rating … 2 %, 16:20 left');
    expect(progressText({ step: 'Rating', share: 0.1 }, 500_000)).toBe('Rating … 10 %, 1 h 15 min left');
    expect(progressText({ step: 'Rating', share: 1 }, 10_000)).toBe('Rating … 100 %');
  });
});

describe('what a command says beside its result', () => {
  const score = ['score', 'data/foshan/companies.csv', '--study', 'data/foshan'];

  it('goes to stderr, and --quiet keeps it away, before or after the command', async () => {
    expect((await dipperHere(...score)).stderr).toMatch(/^5000 records = \d+ rated/);
    for (const args of [
      [...score, '--quiet'],
      ['-q', ...score],
    ]) {
      const { status, stdout, stderr } = await dipperHere(...args);
      expect({ status, stderr, lines: stdout.split('\n').length }).toEqual({
        status: 0,
        stderr: '',
        lines: 5002,
      });
    }
  });

  it('is an error even when quiet', async () => {
    expect((await dipperHere('run', '--study', 'nowhere', '--quiet')).stderr).toContain('MISSING_DOCUMENT');
  });

  it('has colours only where they are wanted', () => {
    const list = ['models', 'list', '--study', 'data/foshan'];
    expect(dipper(list, { FORCE_COLOR: '1' }).stdout).toContain('\x1b[');
    expect(dipper(list, { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\x1b[');
    expect(dipper(list).stdout).not.toContain('\x1b[');
  });
});

describe('a slip of the pen', () => {
  it('is answered with what was meant; with --json as one document', async () => {
    expect(await dipperHere('rnu')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean run?'),
    });
    const flag = await dipperHere('run', '--stdy', 'x', '--json');
    expect(flag).toMatchObject({ status: 2, stderr: expect.stringContaining('Did you mean --study?') });
    expect(JSON.parse(flag.stdout)).toMatchObject({ error: { code: 'USAGE', problems: [] } });
    expect(await dipperHere('--help')).toMatchObject({ status: 0, stderr: '' });
  });
});
