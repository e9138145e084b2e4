import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { convertJudgements } from '../../src/ingest/convert-judgements.js';

async function converted(...lines: readonly string[]): Promise<string[]> {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'matrices.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return (await convertJudgements(path)).map((row) => Object.values(row).join(','));
}

describe('matrices', () => {
  it('of several nodes in one file have the items of their own rows', async () => {
    const found = await converted(
      'expert,node,item,a,b,x,y,z',
      'ann,root,a,1,3,,,',
      'ann,root,b,1/3,1,,,',
      'ann,b,x,,,1,2,',
      'ann,b,y,,,1/2,1,5',
      'ann,b,z,,,,,1',
    );
    expect(found).toEqual(['ann,root,a,b,3', 'ann,b,x,y,2', 'ann,b,x,z,', 'ann,b,y,z,5']);
  });

  it('have the columns that are filled, where an item has no row of its own', async () => {
    const found = await converted(
      'expert,node,item,a,b,c,x,y',
      'ann,g,a,1,3,5,,',
      'ann,g,b,,1,2,,',
      'ann,b,x,,,,1,4',
    );
    expect(found).toEqual(['ann,g,a,b,3', 'ann,g,a,c,5', 'ann,g,b,c,2', 'ann,b,x,y,4']);
  });

  it('are refused where a column has neither a row nor a cell: its item would be gone', async () => {
    const found = converted('expert,node,item,a,b,c', 'ann,g,a,1,3,', 'ann,g,b,,1,', 'ben,g,a,1,2,');
    await expect(found).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_ITEM', column: 'c', found: 'no row and no comparison' }],
    });
  });

  it('are refused where a line does not say its node, as merged cells leave it: it would be a matrix of its own', async () => {
    const found = converted('expert,node,item,a,b', 'ann,g,a,1,3', 'ann,,b,1/3,1');
    await expect(found).rejects.toMatchObject({
      problems: [{ line: 3, column: 'node', found: '', expected: 'text' }],
    });
  });

  it('are refused without a pair of items, and so are tables without a pair', async () => {
    const problems = [{ code: 'EMPTY', found: 'no pair of items' }];
    await expect(converted('expert,node,item,a', 'ann,g,a,1')).rejects.toMatchObject({ problems });
    const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'answers.csv');
    writeFileSync(path, 'expert\nann\n');
    await expect(convertJudgements(path, { node: 'g' })).rejects.toMatchObject({ problems });
    await expect(converted('expert,node,item', 'ann,g,a')).rejects.toMatchObject({
      problems: [{ code: 'UNKNOWN_ITEM', expected: 'a column for each item' }],
    });
  });

  it('are told once that a column stands twice', async () => {
    await expect(converted('expert,node,item,a,b,a', 'ann,g,a,1,3,1')).rejects.toMatchObject({
      problems: [{ code: 'REPEATED_COLUMN', column: 'a' }],
    });
  });

  it('of a lower triangle give each pair once', async () => {
    const found = await converted(
      'expert,node,item,a,b,c',
      'ann,g,a,1,,',
      'ann,g,b,1/3,1,',
      'ann,g,c,1/5,,1',
    );
    expect(found.sort()).toEqual(['ann,g,b,a,1/3', 'ann,g,b,c,', 'ann,g,c,a,1/5']);
  });
});
