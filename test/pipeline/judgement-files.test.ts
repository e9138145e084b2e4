import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { convertFile } from '../../src/index.js';
import { readJudgements } from '../../src/ingest/judgements.js';

it.each(['long.csv', 'long.xlsx'])(
  'names that a spreadsheet would calculate read back from %s',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
    const [from, to] = [join(folder, 'matrix.csv'), join(folder, name)];
    writeFileSync(from, 'expert,node,item,+互联网,=b\n@ann,-g,+互联网,1,3\n@ann,-g,=b,,1\n');
    expect(await convertFile(from, to)).toBe(1);
    const { judgements } = await readJudgements(to, new Set(['@ann']));
    expect(judgements).toEqual([
      expect.objectContaining({ expert: '@ann', node: '-g', left: '+互联网', right: '=b', value: 3 }),
    ]);
  },
);
