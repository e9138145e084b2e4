import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addDays } from '../../src/core/dates.js';
import { openStudy, runStudy } from '../../src/index.js';
import { copyFoshan, root } from '../fixtures/foshan-study.js';

it('a simulated half-year goes by in order of days, from the run’s list, until so many are granted', async () => {
  const folder = copyFoshan(2000);
  const study = await openStudy(folder);
  const { manifest } = await runStudy(study);
  const out = join(folder, 'half-year');
  const script = ['tsx', 'data/foshan/half-year.ts', '--study', folder, '--run', manifest.run, '--out', out];
  const told = execFileSync('npx', [...script, '--granted', '8'], { cwd: root, encoding: 'utf8' });
  expect(told).toContain('SYNTHETIC');
  const applications = readFileSync(join(out, 'applications.jsonl'), 'utf8').trimEnd().split('\n');
  const asked = applications.map((line) => JSON.parse(line));
  const days = asked.map(({ applied_at }) => applied_at as string);
  expect(days).toEqual([...days].sort());
  expect([days[0]! > study.asOf, days.at(-1)! <= addDays(study.asOf, 182)]).toEqual([true, true]);
  const list = readFileSync(join(study.out, manifest.run, 'targets.csv'), 'utf8');
  expect(asked.every(({ company_id }) => list.includes(`${company_id},`))).toBe(true);
  const outcomes = readFileSync(join(out, 'outcomes.csv'), 'utf8');
  expect(outcomes.match(/,granted,/g)).toHaveLength(8);
});
