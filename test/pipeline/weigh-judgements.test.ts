import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GroupMethod, weighJudgements } from '../../src/index.js';

const judgements = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'judgements.csv');
const asked = [
  ['a', 'b'],
  ['a', 'c'],
  ['a', 'd'],
  ['b', 'c'],
  ['b', 'd'],
  ['c', 'd'],
];
/** Two experts who contradict themselves: every method and table has figures of its own. */
const answers = { x: [4, 9, 2, 1, 5, 3], y: [2, 3, 7, 6, 1, 2] };
const rows = Object.entries(answers).flatMap(([expert, values]) =>
  values.map((value, i) => [expert, 'root', ...asked[i]!, value].join(',')),
);
writeFileSync(judgements, `expert,node,left,right,value\n${rows.join('\n')}\n`);

const weigh = (chosen?: unknown) => weighJudgements({ judgements }, chosen as Partial<GroupMethod>);

describe('how judgements are weighed', () => {
  it('is as usual where an option is there and undefined', async () => {
    const usual = await weigh();
    expect(usual).toMatchObject({ method: 'eigenvector', aggregation: 'aij' });
    expect(await weigh({ method: undefined, aggregation: undefined, ri: undefined })).toEqual(usual);
    for (const other of [
      { method: 'geometric' },
      { aggregation: 'aip-geometric' },
      { aggregation: 'aip-arithmetic' },
      { ri: 'saaty-1980' },
    ])
      expect(await weigh(other)).not.toEqual(usual);
  });

  it('is by no word that nobody knows', async () => {
    for (const [option, word, hint] of [
      ['method', 'eigenvektor', 'eigenvector'],
      ['aggregation', 'aip_geometric', 'aip-geometric'],
      ['ri', 'saaty-1981', 'saaty-1980'],
    ] as const)
      await expect(weigh({ [option]: word })).rejects.toMatchObject({
        code: 'USAGE',
        problems: [{ path: `--${option}`, found: word, hint: `did you mean "${hint}"?` }],
      });
  });
});
