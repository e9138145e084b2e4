import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';
import { number, writeTrainingStudy } from '../fixtures/training-study.js';

it('tells the firms of a file of outcomes that make no labels: their ids may be written otherwise', async () => {
  const rows = Array.from({ length: 400 }, (_, i) => ({
    x: i === 3 || i === 4 ? '' : (i * 7) % 100,
    y: Number((i * 7) % 100 < 10 + (i % 13)),
  }));
  const folder = writeTrainingStudy({
    rows,
    columns: [{ name: 'x', type: 'number' }],
    spec: {
      features: [number('x')],
      selection: { maxIv: 9 },
      thin: { maxMissing: 0 },
      outcomes: { maturityMonths: 12 },
    },
  });
  const file = join(folder, 'outcomes.csv');
  const lines = (...ids: readonly string[]) => {
    const of = (id: string) => `${id},drawn,0,2022-01-01\n${id},repaid,0,2024-06-30`;
    writeFileSync(file, `company_id,status,overdue_days,as_of\n${ids.map(of).join('\n')}\n`);
  };
  const told = async () => {
    const { stdout, stderr } = await dipperHere('train', '--study', folder, '--outcomes', file);
    expect(stderr).toBe('');
    return stdout.split('\n').find((line) => line.includes('outcomes of'));
  };
  lines('F1', 'F2', 'f3', 'F4x', 'F5 x');
  expect(await told()).toBe('  outcomes of 5 firms: 2 used, 3 not in the company table');
  lines('F1', 'F2', 'F3', 'F4', 'F5x');
  expect(await told()).toBe(
    '  outcomes of 5 firms: 2 used, 1 not in the company table, 2 too thin, or of weight 0',
  );
  lines('F1', 'F2');
  expect(await told()).toBe('  outcomes of 2 firms: 2 used');
});

it('says how many labels of outcomes were known by the day of the figures, which may have seen them coming', async () => {
  const folder = writeTrainingStudy({
    rows: Array.from({ length: 400 }, (_, i) => ({
      x: (i * 7) % 100,
      y: Number((i * 7) % 100 < 10 + (i % 13)),
    })),
    columns: [{ name: 'x', type: 'number' }],
    spec: { features: [number('x')], selection: { maxIv: 9 } },
  });
  const file = join(folder, 'outcomes.csv');
  const told = async (...rows: readonly string[]) => {
    writeFileSync(file, `company_id,status,overdue_days,as_of\n${rows.join('\n')}\n`);
    const { stdout } = await dipperHere('train', '--study', folder, '--outcomes', file);
    return stdout.split('\n').find((line) => line.includes('the day of the figures'));
  };
  // Granted on the day of the figures, 30 June 2024, and looked at a year later: good, and bad since.
  const after = ['F1', 'F2'].flatMap((id) => [`${id},granted,0,2024-06-30`, `${id},drawn,0,2025-06-30`]);
  const later = ['F3,granted,0,2024-06-30', 'F3,drawn,95,2025-01-31'];
  expect(await told(...after, ...later)).toBeUndefined();
  // Bad in spring, and repaid in spring: known by then.
  const before = ['F4,drawn,90,2024-04-30', 'F5,repaid,0,2024-05-31'];
  expect(await told(...after, ...later, ...before)).toBe(
    '  2 labels of that file known by 2024-06-30, the day of the figures, which may have seen them coming',
  );
});
