import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dipperHere } from '../fixtures/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'dipper-'));

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** What `dipper weights` prints of some judgements. */
async function told(rows: readonly string[], ...args: readonly string[]): Promise<string> {
  const path = file('judgements.csv', 'expert,node,left,right,value', ...rows);
  return (await dipperHere('weights', '--judgements', path, ...args)).stdout;
}

describe('dipper weights says', () => {
  it('that neither index can be tested where the comparisons form a tree', async () => {
    expect(await told(['ann,g,a,b,3', 'ann,g,b,c,2'])).toMatch(
      /^ +g .* not testable: the comparisons form a tree.* alonso-lamata +not testable /m,
    );
  });

  it('that an expert without weight moves nothing', async () => {
    const rows = ['ann,r,a,b,3', 'bob,r,a,b,5', 'ann,a,x,y,2', 'bob,a,x,y,4'];
    const experts = file('experts.csv', 'expert,department,post,weight', 'ann,one,,1', 'bob,one,,0');
    const text = await told(rows, '--experts', experts);
    expect(text).toMatch(/^ +bob +0\.00 % +0\.000 +\+0\.00 *$/m);
  });

  it('who moves what, the root never', async () => {
    const text = await told(['ann,r,a,b,3', 'bob,r,a,b,3']);
    expect(text).toMatch(/^ +ann +50\.00 % +0\.000 +\+0\.00 *$/m);
  });

  it('who gave rows without a judgement, and whose comparisons do not hang together', async () => {
    const all = ['ann', 'bob'].flatMap((name) =>
      ['a,b,2', 'b,c,2', 'c,d,2'].map((row) => `${name},g,${row}`),
    );
    const text = await told([...all, 'cid,g,a,b,3', 'cid,g,c,d,3', 'dan,g,a,b,', 'dan,g,c,d,']);
    expect(text).toContain('rows, but no judgement: dan');
    expect(text).toContain(
      'comparisons that do not hang together, so no weights of their own and no part in S*: cid (g)',
    );
  });
});
