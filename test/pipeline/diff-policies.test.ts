import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diffPolicies, openStudy } from '../../src/index.js';
import { dipperHere } from '../fixtures/cli.js';
import { csvRows } from '../fixtures/page.js';
import { policy, writeTinyStudy } from '../fixtures/tiny-study.js';

/** a R6: 28.0m; b R8: 24.0m × 0.8; i R8, 6.0m is out of the revenue band. */
const firms = [
  'a,甲厂,C3071,60,3000000,30000000,28000000,A,2015-01-01,,,桂城,陈大文',
  'b,乙厂,3011,60,3000000,30000000,,B,2015-01-01,,,大沥,李四',
  'i,壬厂,3071,60,300000,6000000,6000000,M,2015-01-01,,,桂城,郑一',
];

describe('diffPolicies', () => {
  it('names what differs, and counts the firms, lines and rates that move by tier', async () => {
    const study = await openStudy(writeTinyStudy(firms));
    const [age] = policy.rules;
    const proposed = {
      ...policy,
      rules: [age],
      line: { ...policy.line, cap: [1_500_000, 1_500_000, 1_200_000, 900_000] },
      rate: { ...policy.rate, operatingCostBp: 150 },
    };
    const after = join(study.folder, 'proposed.json');
    writeFileSync(after, JSON.stringify(proposed));
    const found = await diffPolicies(study, join(study.models, 'policy.json'), after);
    expect(found.changes.map(({ path }) => path)).toEqual([
      'rules[REVENUE_OUT]',
      'line.cap[0]',
      'rate.operatingCostBp',
    ]);
    const none = { leave: 0, join: 0, linesUp: 0, linesDown: 0, ratesUp: 0, ratesDown: 0 };
    // i: 6.0m × 5 % × 0.5 = 150,000
    expect(found.tiers).toEqual([
      {
        ...none,
        tier: 6,
        firmsBefore: 1,
        firmsAfter: 1,
        linesBefore: 1_960_000,
        linesAfter: 1_500_000,
        linesDown: 1,
        ratesUp: 1,
      },
      {
        ...none,
        tier: 8,
        firmsBefore: 1,
        firmsAfter: 2,
        join: 1,
        linesBefore: 960_000,
        linesAfter: 1_110_000,
        ratesUp: 1,
      },
    ]);
  });

  it('names the firms that move, each with line and rate on both lists', async () => {
    const study = await openStudy(writeTinyStudy(firms));
    const after = join(study.folder, 'proposed.json');
    const [age] = policy.rules;
    const cap = [1_500_000, 1_500_000, 1_200_000, 900_000];
    writeFileSync(after, JSON.stringify({ ...policy, rules: [age], line: { ...policy.line, cap } }));
    const before = join(study.models, 'policy.json');
    const moved = join(study.folder, 'moved.csv');
    const { status, stdout } = await dipperHere(
      'models',
      'diff',
      before,
      after,
      '--study',
      study.folder,
      '--out',
      moved,
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}all +2 → 3 +−0 \+1 +2,920,000 → 2,610,000 +↑0 ↓1 +↑0 ↓0$/m);
    expect(csvRows(readFileSync(moved, 'utf8'))).toEqual([
      {
        company_id: 'a',
        tier: 'R6',
        line_before: '1960000',
        line_after: '1500000',
        rate_before: '440',
        rate_after: '440',
      },
      {
        company_id: 'i',
        tier: 'R8',
        line_before: '',
        line_after: '150000',
        rate_before: '',
        rate_after: '535',
      },
    ]);
    const refused = await dipperHere(
      'models',
      'diff',
      before,
      after,
      '--study',
      study.folder,
      '--out',
      after,
    );
    expect(refused.status).toBe(2);
  });

  it('says which of the two is wrong', async () => {
    const study = await openStudy(writeTinyStudy(firms));
    const own = join(study.models, 'policy.json');
    const wrong = join(study.folder, 'proposed.json');
    const line = { ...policy.line, cap: [900_000, 1_500_000, 1_200_000, 900_000] };
    writeFileSync(wrong, JSON.stringify({ ...policy, line }));
    for (const pair of [[own, wrong] as const, [wrong, own] as const])
      await expect(diffPolicies(study, ...pair)).rejects.toMatchObject({
        message: `${wrong} contradicts itself`,
        problems: [{ file: wrong, code: 'NOT_MONOTONE' }],
      });
  });

  it('finds nothing between a policy and itself', async () => {
    const study = await openStudy(writeTinyStudy(firms));
    const path = join(study.models, 'policy.json');
    const { changes, tiers } = await diffPolicies(study, path, path);
    expect(changes).toEqual([]);
    expect(
      tiers.every(({ leave, join: joins, linesUp, ratesUp }) => leave + joins + linesUp + ratesUp === 0),
    ).toBe(true);
  });
});
