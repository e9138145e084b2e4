import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dipper } from '../fixtures/cli.js';
import { edit, root } from '../fixtures/foshan-study.js';

const FIRMS = Number(process.env.DIPPER_FIRMS ?? 600_000);

it(`the two readings agree on ${FIRMS} firms, in every output column`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  const script = [
    '--import',
    'tsx',
    'data/foshan/generator/main.ts',
    '--firms',
    String(FIRMS),
    '--seed',
    '1',
  ];
  const made = spawnSync(process.execPath, [...script, '--out', folder], { cwd: root, encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
  const study = { models: join(root, 'models/foshan'), out: 'out' };
  edit(folder, 'dipper.json', (text) => JSON.stringify({ ...JSON.parse(text), ...study }));
  const { status, stdout } = dipper('verify', '--study', folder, '--json');
  const { rows, differing, columns } = JSON.parse(stdout);
  expect({ status, rows, differing }).toEqual({ status: 0, rows: FIRMS, differing: 0 });
  expect(columns.length).toBeGreaterThan(30);
});
