import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixed } from '../../cli/print.js';
import { fixed as inReport } from '../../src/report/table.js';
import { dipperHere } from '../fixtures/cli.js';
import { number, writeTrainingStudy } from '../fixtures/training-study.js';

it('a firm for which nothing speaks is told so, in Chinese where that was asked for', async () => {
  const folder = writeTrainingStudy({
    rows: Array.from({ length: 400 }, (_, i) => ({
      x: i % 2,
      y: i % 2 === 0 ? +(i % 4 === 0) : +(i % 20 === 1),
    })),
    columns: [{ name: 'x', type: 'number' }],
    spec: { features: [number('x')], selection: { maxIv: 5 } },
  });
  expect((await dipperHere('train', '--study', folder)).status).toBe(0);
  const told = (await dipperHere('explain', 'F0', '--study', folder, '--lang', 'zh')).stdout;
  expect(told).toMatch(/加分项（与平均企业相比）\n {2}无\n/);
  expect(told).toMatch(/R\d+ {2}\d+ {2}违约概率 \d/);
  expect((await dipperHere('explain', 'F1', '--study', folder)).stdout).toMatch(
    /\(points lost to the average firm\)\n {2}none\n/,
  );
});

it('a firm in a tier that a person set is told what would move its score, not its tier', async () => {
  const folder = writeTrainingStudy({
    rows: Array.from({ length: 400 }, (_, i) => ({ x: i % 10, y: +(i % 7 < (i % 10 < 5 ? 3 : 1)) })),
    columns: [{ name: 'x', type: 'number' }],
    spec: { features: [number('x')], selection: { maxIv: 5 } },
  });
  expect((await dipperHere('train', '--study', folder)).status).toBe(0);
  const explain = async () => (await dipperHere('explain', 'F0', '--study', folder)).stdout;
  const { tier } = JSON.parse((await dipperHere('explain', 'F0', '--study', folder, '--json')).stdout).rating;
  expect(await explain()).toContain('What would move it to the next tier');
  const study = JSON.parse(readFileSync(join(folder, 'dipper.json'), 'utf8'));
  const inputs = { ...study.inputs, overrides: 'overrides.csv' };
  writeFileSync(join(folder, 'dipper.json'), JSON.stringify({ ...study, inputs }));
  const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
  writeFileSync(
    join(folder, 'overrides.csv'),
    `${head}\nF0,R${tier},R${tier === 15 ? 14 : 15},known,a,b,2099-01-01\n`,
  );
  expect(await explain()).toContain(`set by hand, up to 2099-01-01: the score alone says R${tier}`);
  expect(await explain()).toContain('by a, approved by b: known');
  expect(await explain()).toContain('What would move its score to the next tier');
});

it('a number that rounds to zero has no sign', () => {
  for (const shown of [fixed, inReport]) {
    expect([-0, -0.00004, -0.0005, 0.00004].map((value) => shown(value, 3))).toEqual([
      '0.000',
      '0.000',
      '-0.001',
      '0.000',
    ]);
    expect(shown(-10, 0)).toBe('-10');
  }
});
