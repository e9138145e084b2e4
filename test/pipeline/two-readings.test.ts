import { createReadStream, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../../src/document/mapping.js';
import { type Engine, openEngine } from '../../src/engine/engine.js';
import { LAST_LENT_TO, settleTier } from '../../src/enterprise/settle-tier.js';
import { openStudy, runStudy, scoreStream } from '../../src/index.js';
import { settledTable } from '../../src/sql/settle-tier.js';
import { copyFoshan } from '../fixtures/foshan-study.js';
import { enterprise } from '../fixtures/tiny-study.js';

describe('two readings of one document', () => {
  it('give the same ratings: plain TypeScript and compiled SQL, every firm and every column of the sample', async () => {
    const study = await openStudy(copyFoshan(5000));
    const { folder, manifest } = await runStudy(study);
    const lines: string[] = [];
    const counts = await scoreStream(study, createReadStream(pathOf(study.inputs.companies!)), {
      file: 'companies.csv',
      write: (line) => {
        lines.push(line);
      },
      onProblem: () => {},
    });
    expect(counts).toEqual({
      records: manifest.counts.records,
      rated: manifest.counts.rated,
      refused: manifest.counts.refused,
      rejected: manifest.counts.rejected,
    });
    const [header, ...rows] = lines;
    const rated = rows.filter((line) => line.endsWith(',\n')).map((line) => line.replace(/,\n$/, '\n'));
    const expected = readFileSync(join(folder, 'ratings.csv'), 'utf8');
    expect(header!.replace(',refuse_code', '') + rated.join('')).toBe(expected);
    const refused = rows.filter((line) => line.endsWith(',THIN_FILE\n')).map((line) => line.split(',')[0]);
    expect(`company_id,code\n${refused.map((id) => `${id},THIN_FILE\n`).join('')}`).toBe(
      readFileSync(join(folder, 'refused.csv'), 'utf8'),
    );
  });
});

describe('hysteresis and overrides', () => {
  const floors = enterprise.tiers.map(({ floor }) => floor);
  const rules = { floors, points: 10 };
  const was = (tier: number, tierModel = tier) => ({ previous: { tier, tierModel } });

  it('hold a firm until its score is ten points past the cut-off, in both directions', () => {
    // R7 is 620 to 679, R6 from 680, R8 from 560 to 619.
    expect(settleTier(680, rules, was(7))).toEqual({ tier: 7, source: 'held' });
    expect(settleTier(689, rules, was(7))).toEqual({ tier: 7, source: 'held' });
    expect(settleTier(690, rules, was(7))).toEqual({ tier: 6, source: 'model' });
    expect(settleTier(619, rules, was(7))).toEqual({ tier: 7, source: 'held' });
    expect(settleTier(611, rules, was(7))).toEqual({ tier: 7, source: 'held' });
    expect(settleTier(610, rules, was(7))).toEqual({ tier: 8, source: 'model' });
  });

  it('move a firm as far as its score lies past the cut-offs', () => {
    // 740 is R5 by the model, ten points past R6 but not past R5.
    expect(settleTier(745, rules, was(7))).toEqual({ tier: 6, source: 'held' });
    expect(settleTier(750, rules, was(7))).toEqual({ tier: 5, source: 'model' });
  });

  it('let two runs that agree decide, and a fall out of R9 act at once', () => {
    expect(settleTier(680, rules, was(7, 6))).toEqual({ tier: 6, source: 'model' });
    expect(settleTier(499, rules, was(9))).toEqual({ tier: 10, source: 'model' });
    expect(settleTier(439, rules, was(10))).toEqual({ tier: 10, source: 'held' });
  });

  it('replace the tier that an override speaks of, and no other', () => {
    const override = { fromTier: 7, toTier: 6 };
    expect(settleTier(650, rules, { override })).toEqual({ tier: 6, source: 'override' });
    expect(settleTier(700, rules, { override })).toEqual({ tier: 6, source: 'model' });
    expect(settleTier(685, rules, { ...was(7), override })).toEqual({ tier: 6, source: 'override' });
  });

  describe('in SQL', () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await openEngine({ workFolder: mkdtempSync(join(tmpdir(), 'dipper-')) });
    });
    afterAll(() => engine.close());

    it('settle every score and every tier before alike', async () => {
      await engine.run(`CREATE TABLE rating AS SELECT (s * 225 + t * 15 + m)::BIGINT AS _row_no,
        printf('%d-%d-%d', s, t, m) AS company_id, s AS score,
        ([${Array.from({ length: 1001 }, (_, score) => floors.findIndex((floor) => score >= floor) + 1).join(',')}])[s + 1] AS tier_model
        FROM range(0, 1001, 7) a(s), range(1, 16) b(t), range(1, 16) c(m)`);
      await engine.run(`CREATE TABLE before AS SELECT company_id,
        split_part(company_id, '-', 3)::INTEGER AS previous_model, split_part(company_id, '-', 2)::INTEGER AS previous_tier FROM rating`);
      const overrides = [
        { companyId: '700-7-6', fromTier: 6, toTier: 5 },
        { companyId: '700-7-7', fromTier: 7, toTier: 8 },
      ];
      const statements = settledTable('settled', {
        document: enterprise,
        from: 'rating',
        through: ['_row_no', 'company_id', 'score', 'tier_model'],
        previous: 'before',
        overrides,
        lastLentTo: LAST_LENT_TO,
      });
      for (const statement of statements) await engine.run(statement);
      const rows = await engine.rows('SELECT * FROM settled ORDER BY _row_no');
      expect(rows.length).toBe(143 * 225);
      const wrong = rows.filter((row) => {
        const [score, tier, tierModel] = String(row.company_id).split('-').map(Number);
        const override = overrides.find(({ companyId }) => companyId === row.company_id);
        const told = { previous: { tier: tier!, tierModel: tierModel! }, override };
        const expected = settleTier(score!, rules, told);
        return expected.tier !== Number(row.tier) || expected.source !== row.tier_source;
      });
      expect(wrong).toEqual([]);
      expect(rows.filter((row) => row.tier_source === 'override').length).toBe(1);
    });
  });
});
