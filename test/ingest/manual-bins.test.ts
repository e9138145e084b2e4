import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readManualBins } from '../../src/ingest/manual-bins.js';

const read = (...rows: string[]) => {
  const path = join(mkdtempSync(join(tmpdir(), 'bins-')), 'bins.csv');
  writeFileSync(path, `feature,cuts,groups,reason,author\n${rows.join('\n')}\n`);
  return readManualBins(path);
};
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i).join('|');

it('takes up to 50 bins of a feature, as many as a document can hold beside missing and special ones', async () => {
  const { bins } = await read(`staff,${numbers(49)},,why,Chen`, `town,,${numbers(50)},why,Chen`);
  expect(bins.map(({ cuts, groups }) => [cuts?.length, groups?.length])).toEqual([
    [49, undefined],
    [undefined, 50],
  ]);
  await expect(read(`staff,${numbers(50)},,why,Chen`, `town,,${numbers(51)},why,Chen`)).rejects.toMatchObject(
    {
      problems: [
        { code: 'BAD_BINS', line: 2, column: 'cuts', found: '51 bins', expected: 'at most 50' },
        { code: 'BAD_BINS', line: 3, column: 'groups', found: '51 bins', expected: 'at most 50' },
      ],
    },
  );
});
