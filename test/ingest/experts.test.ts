import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDepartments, readExperts } from '../../src/ingest/experts.js';

const write = (...lines: readonly string[]): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'panel.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

describe('weights', () => {
  it('of experts and departments end where their sum is still a number: beyond it they counted as 0', async () => {
    const expected = 'number, 0 to 1000000';
    const experts = write('expert,department,weight', 'ann,one,1e308', 'ben,one,1.5e308', 'eve,one,1000000');
    await expect(readExperts(experts)).rejects.toMatchObject({
      problems: [
        { line: 2, column: 'weight', found: '1e308', expected },
        { line: 3, column: 'weight', expected },
      ],
    });
    const departments = write('department,weight', 'one,1000001', 'two,0');
    await expect(readDepartments(departments)).rejects.toMatchObject({
      problems: [{ line: 2, column: 'weight', expected }],
    });
  });

  it('left empty are 1', async () => {
    const { experts } = await readExperts(write('expert,department,weight', 'ann,one,', 'ben,one,0'));
    expect(experts.map(({ weight }) => weight)).toEqual([1, 0]);
  });
});
