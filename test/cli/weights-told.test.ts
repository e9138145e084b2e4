import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dipper } from '../fixtures/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'dipper-'));

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** What `dipper weights` prints of some judgements. */
function told(rows: readonly string[], ...args: readonly string[]): string {
  const path = file('judgements.csv', 'expert,node,left,right,value', ...rows);
  return dipper('weights', '--judgements', path, ...args).stdout;
}

describe('dipper weights says', () => {
  it('that neither index can be tested where the comparisons form a tree', () => {
    expect(told(['ann,g,a,b,3', 'ann,g,b,c,2'])).toMatch(
      /^ +g .* not testable: the comparisons form a tree.* alonso-lamata +not testable /m,
    );
  });
});
