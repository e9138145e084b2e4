import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readOverrides } from '../../src/ingest/overrides.js';

const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'overrides.csv');
const read = (...lines: readonly string[]) => {
  const head = 'company_id,from_tier,to_tier,reason,author,approver,expires_on';
  writeFileSync(path, `${[head, ...lines].join('\n')}\n`);
  return readOverrides(path);
};

it('nobody approves an override of their own, however the name is written', async () => {
  for (const approver of ['ann', 'ANN', ' Ann ', 'ａｎｎ'])
    await expect(read(`A,R10,R9,seen,ann,${approver},2024-12-31`), approver).rejects.toMatchObject({
      problems: [expect.objectContaining({ code: 'OWN_APPROVAL', line: 2 })],
    });
  expect((await read('A,R10,R9,seen,ann,bob,2024-12-31')).overrides).toHaveLength(1);
});

it('a header alone means that none is in force', async () => {
  expect((await read()).overrides).toEqual([]);
});
