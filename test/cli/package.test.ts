import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { starterFiles } from '../../src/text/starter.js';
import { root } from '../fixtures/foshan-study.js';

const run = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, { cwd: root, encoding: 'utf8' });

it.skipIf(!existsSync(join(root, '.git')))(
  'the package holds what is in the repository and what is built of it, and all that a new study starts with',
  () => {
    const tracked = new Set(run('git', 'ls-files').stdout.split('\n'));
    const [{ files }] = JSON.parse(run('npm', 'pack', '--dry-run', '--json', '--ignore-scripts').stdout) as [
      { files: { path: string }[] },
    ];
    const paths = files.map(({ path }) => path);
    expect(paths.filter((path) => !path.startsWith('dist/') && !tracked.has(path))).toEqual([]);
    for (const needed of [
      'README.md',
      'README.zh-CN.md',
      'LICENSE',
      'data/foshan/companies.csv',
      'models/foshan/enterprise.json',
      'models/sba/policy.json',
    ])
      expect(paths).toContain(needed);
    for (const { path } of starterFiles) {
      const shipped = path.startsWith('models/')
        ? path.replace('models', 'models/foshan')
        : `data/foshan/${path}`;
      expect(paths).toContain(shipped);
    }
  },
);
