import { expect, it } from 'vitest';
import { membershipQueries, membershipStatements } from '../../src/sql/industry.js';
import { peerQueries } from '../../src/sql/peers.js';
import { withEngine } from '../fixtures/engine.js';

it('firms belong to industries by code, by tag, or by both once', () =>
  withEngine(async (engine) => {
    await engine.run(`CREATE TABLE firm AS SELECT * FROM
      (VALUES (0, 'a', '3071'), (1, 'b', '3511'), (2, 'c', '9900')) t(_row_no, company_id, industry_code)`);
    const tags = [
      ['c', 0],
      ['a', 0],
      ['a', 1],
      ['nobody', 1],
    ] as const;
    const belong = async (codes: readonly (readonly [string, number])[]) => {
      for (const statement of membershipStatements('member', { from: 'firm', codes, tags }))
        await engine.run(statement);
      const [sizes, pairs] = await Promise.all([
        engine.rows(membershipQueries.sizes('member')),
        engine.rows(membershipQueries.pairs('member')),
      ]);
      return [sizes.map(({ n }) => Number(n)), pairs.map(({ a, b, n }) => [a, b, Number(n)])];
    };
    expect(await belong([])).toEqual([[2, 1], [[0, 1, 1]]]);
    expect(
      await belong([
        ['30', 0],
        ['35', 1],
      ]),
    ).toEqual([[2, 2], [[0, 1, 1]]]);
  }));

it('a firm stands beside those of its industry, or beside all where it has none', () =>
  withEngine(async (engine) => {
    await engine.run(`CREATE TABLE rating AS SELECT * FROM (VALUES
      ('a', 'it''s', 10, NULL), ('b', 'it''s', 20, NULL), ('c', 'it''s', 30, NULL), ('d', NULL, 40, NULL), ('e', 'it''s', 99, 'THIN_FILE')
    ) t(company_id, industry_id, dim_size, refuse_code)`);
    const asked = async (industryId: string | null) => {
      const [row] = await engine.rows(peerQueries.medians('rating', ['dim_size'], industryId));
      return [Number(row!.n), row!.median_0];
    };
    expect(await asked("it's")).toEqual([3, 20]);
    // the lower median of four
    expect(await asked(null)).toEqual([4, 20]);
    expect(await asked('nowhere')).toEqual([0, null]);
  }));
