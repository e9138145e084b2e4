import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { previousStatements, settledTable } from '../../src/sql/settle-tier.js';
import { freshFolder, withEngine } from '../fixtures/engine.js';
import { enterprise } from '../fixtures/tiny-study.js';

it('without a run before, only an override moves a tier, and only from the tier that it speaks of', () =>
  withEngine(async (engine) => {
    // R6 is 680 to 739, R7 from 620
    await engine.run(`CREATE TABLE rating AS SELECT * FROM
      (VALUES (0, 'a', 700, 6), (1, 'b', 650, 7), (2, 'c', 650, 7)) t(_row_no, company_id, score, tier_model)`);
    const settle = async (...overrides: readonly (readonly [string, number, number])[]) => {
      const statements = settledTable('settled', {
        document: enterprise,
        from: 'rating',
        through: ['_row_no', 'company_id', 'score', 'tier_model'],
        previous: undefined,
        overrides: overrides.map(([companyId, fromTier, toTier]) => ({ companyId, fromTier, toTier })),
        lastLentTo: 9,
      });
      for (const statement of statements) await engine.run(statement);
      const rows = await engine.rows('SELECT company_id, tier, tier_source FROM settled ORDER BY _row_no');
      await engine.run('DROP TABLE settled');
      await engine.run('DROP VIEW told');
      return rows.map((row) => `${row.company_id} R${row.tier} ${row.tier_source}`);
    };
    expect(await settle()).toEqual(['a R6 model', 'b R7 model', 'c R7 model']);
    expect(await settle(['b', 7, 6], ['c', 6, 5])).toEqual(['a R6 model', 'b R6 override', 'c R7 model']);
  }));

it('the tiers of the run before are read from ratings.csv or ratings.parquet alike', () =>
  withEngine(async (engine) => {
    const folder = freshFolder();
    const [csv, parquet] = [join(folder, 'ratings.csv'), join(folder, 'ratings.parquet')];
    writeFileSync(csv, 'company_id,score,tier_model,tier\n001,700,R6,R7\n2,100,R15,R15\n');
    await engine.run(
      `COPY (SELECT * FROM (VALUES ('001', 6, 7), ('2', 15, 15)) t(company_id, tier_model, tier)) TO '${parquet}' (FORMAT parquet)`,
    );
    const expected = [
      { company_id: '001', previous_model: 6, previous_tier: 7 },
      { company_id: '2', previous_model: 15, previous_tier: 15 },
    ];
    for (const [table, path] of [
      ['from_csv', csv],
      ['from_parquet', parquet],
    ] as const) {
      await engine.run(previousStatements.load(table, path));
      expect(await engine.rows(`SELECT * FROM ${table} ORDER BY company_id`)).toEqual(expected);
    }
  }));
