import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN } from '../fixtures/cli.js';
import { copyFoshan, root } from '../fixtures/foshan-study.js';

const FULL = '/dev/full';

/** Runs the command line with an output on a device that is always full. */
function withFull(stream: 'stdout' | 'stderr', ...args: readonly string[]) {
  const full = openSync(FULL, 'w');
  const stdio =
    stream === 'stdout' ? (['ignore', full, 'pipe'] as const) : (['ignore', 'pipe', full] as const);
  try {
    return spawnSync(process.execPath, [MAIN, ...args], { cwd: root, encoding: 'utf8', stdio: [...stdio] });
  } finally {
    closeSync(full);
  }
}

/** Runs the command line with a stdout that nobody reads any more. */
const unread = (...args: readonly string[]) =>
  spawnSync('bash', ['-c', 'set -o pipefail; "$0" "$@" | true', process.execPath, MAIN, ...args], {
    cwd: root,
    encoding: 'utf8',
  });

describe('a stdout that nobody reads any more', () => {
  it('takes no verdict and no error away', () => {
    const folder = copyFoshan(5);
    expect(unread('check', '--study', join(folder, 'nowhere'), '--json').status).toBe(3);
    expect(unread('weights', '--no-such-flag').status).toBe(2);
    expect(unread('run', '--study', folder).status).toBe(0);
    expect(readdirSync(join(folder, 'out')).length).toBeGreaterThan(0);
  });

  it('ends a filter', () => {
    const folder = copyFoshan(300);
    expect(unread('score', join(folder, 'companies.csv'), '--study', folder)).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe.skipIf(!existsSync(FULL))('an output that takes nothing', () => {
  const judgements = ['weights', '--judgements', 'data/foshan/judgements.csv'];

  it('is told on stderr when it is stdout, also of --json', () => {
    for (const args of [judgements, [...judgements, '--json']]) {
      const made = withFull('stdout', ...args);
      expect(made.status, args.join(' ')).toBe(2);
      expect(made.stderr).toMatch(/^NO_SPACE: /);
    }
  });

  it('changes nothing when it is stderr', () => {
    const folder = copyFoshan(5);
    const made = withFull('stderr', 'score', join(folder, 'companies.csv'), '--study', folder);
    expect(made.status).toBe(0);
    expect(made.stdout.trim().split('\n')).toHaveLength(6);
  });
});
