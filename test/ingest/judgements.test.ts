import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/core/errors.js';
import { readJudgementValue } from '../../src/ingest/judgement-value.js';
import { readJudgements } from '../../src/ingest/judgements.js';

describe('a judgement', () => {
  it.each([
    ['3', 3],
    ['1/3', 1 / 3],
    ['3:1', 3],
    ['1:3', 1 / 3],
    ['.333', 1 / 3],
    ['0.14', 1 / 7],
    ['0.5', 0.5],
    [' 9 ', 9],
    ['１／９', 1 / 9],
    ['３：１', 3],
    ['3∶1', 3],
    ['1⁄3', 1 / 3],
    ['⅓', 1 / 3],
    ['½', 0.5],
    ['2.5', 2.5],
    ['0.111111111111111', 1 / 9],
  ])('%s is read', (text, value) => {
    expect(readJudgementValue(text)).toEqual({ value });
  });

  it.each([
    '10',
    '0',
    '-3',
    '1/10',
    '0.1',
    'abc',
    '1e1',
    '3*1',
    '1/0',
    '9+',
    '2**3',
    '1½',
    '2⅟3',
    '⅒',
    'process.exit()',
  ])('%s is refused, and nothing is evaluated', (text) => {
    expect(readJudgementValue(text)).toEqual({ problem: true });
  });

  it('left empty is a gap', () => {
    expect(readJudgementValue(' ')).toEqual({ gap: true });
  });
});

const write = (...lines: readonly string[]): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'dipper-')), 'judgements.csv');
  writeFileSync(path, `expert,node,left,right,value,comment\n${lines.join('\n')}\n`);
  return path;
};

const problemsOf = async (path: string, experts?: ReadonlySet<string>) => {
  const error = await readJudgements(path, experts).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(InputError);
  return (error as InputError).problems;
};

describe('judgements.csv', () => {
  it('accepts a pair given twice, equal or reciprocal', async () => {
    const { judgements } = await readJudgements(write('a,n,x,y,3,', 'a,n,y,x,1/3,', 'a,n,x,y,3:1,'));
    expect(judgements).toHaveLength(3);
  });

  it.each(['2024-01-03', '2024/1/3', '1月3日', '3-Jan', 'Jan-03', '1:03:00'])(
    'says where a spreadsheet took a judgement for a day: %s',
    async (found) => {
      const [problem] = await problemsOf(write(`a,n,x,y,${found},`));
      expect(problem).toMatchObject({ code: 'RANGE', found, hint: expect.stringContaining('spreadsheet') });
    },
  );

  it('does not blame spreadsheets for other values', async () => {
    const [problem] = await problemsOf(write('a,n,x,y,10,'));
    expect(problem).not.toHaveProperty('hint');
  });

  it('refuses a pair given twice differently, with both lines', async () => {
    const problems = await problemsOf(write('a,n,x,y,3,', 'a,n,y,x,3,'));
    expect(problems).toEqual([
      expect.objectContaining({ code: 'CONTRADICTION', line: 3, expected: 'what line 2 says: x to y is 3' }),
    ]);
  });

  it('names every problem: expert, range, self-comparison', async () => {
    const problems = await problemsOf(
      write('ann,n,x,y,10,', 'anm,n,x,z,3,', 'ann,n,x,x,1,'),
      new Set(['ann']),
    );
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['RANGE', 2],
      ['UNKNOWN_EXPERT', 3],
      ['SELF_COMPARISON', 4],
    ]);
    expect(problems[1]!.hint).toBe('did you mean "ann"?');
  });
});
