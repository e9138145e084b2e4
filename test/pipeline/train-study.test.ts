import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { type EnterpriseSpec, enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { openStudy, trainStudy } from '../../src/index.js';
import { writeTinyStudy } from '../fixtures/tiny-study.js';

const texts = (en: string) => ({ en, zh: en });
const HEADER = 'company_id,name,industry_code,strength,grade,echo,outcome,seen_on,side';

/** Firms whose odds fall with strength and grade; `echo` repeats the outcome. */
function firms(count: number): string[] {
  const { normal, uniform, integer } = random(7);
  return Array.from({ length: count }, (_, i) => {
    const strength = normal();
    const grade = 'ABC'[integer(3)]!;
    const odds = -1 - 1.2 * strength + { A: -0.8, B: 0, C: 0.9 }[grade as 'A' | 'B' | 'C'];
    const bad = uniform() < 1 / (1 + Math.exp(-odds));
    const outcome = i % 50 === 0 ? '' : bad ? 'bad' : 'good';
    const shown = uniform() < 0.1 ? '' : strength.toFixed(3);
    return `F${i},Firm ${i},3311,${shown},${grade},${bad ? 1 : 0},${outcome},${i < count / 2 ? '2023-01-01' : '2024-12-31'},${i % 4}`;
  });
}

const spec: EnterpriseSpec = enterpriseSpecSchema.parse({
  formatVersion: 1,
  study: 'tiny',
  kind: 'enterprise-spec',
  inputs: [
    { name: 'company_id', type: 'text' },
    { name: 'name', type: 'text' },
    { name: 'industry_code', type: 'code' },
    { name: 'strength', type: 'number' },
    { name: 'grade', type: 'category' },
    { name: 'echo', type: 'flag' },
    { name: 'outcome', type: 'category' },
    { name: 'seen_on', type: 'date' },
    { name: 'side', type: 'integer' },
  ],
  missingTexts: [],
  dimensions: [
    { id: 'size', name: texts('Size') },
    { id: 'operation', name: texts('Operation') },
  ],
  features: [
    {
      id: 'strength',
      dimension: 'size',
      name: texts('Strength'),
      better: 'higher',
      actionable: false,
      kind: 'sum',
      terms: [{ column: 'strength', times: 1 }],
    },
    {
      id: 'grade',
      dimension: 'operation',
      name: texts('Grade'),
      better: 'either',
      actionable: false,
      kind: 'category',
      column: 'grade',
    },
    {
      id: 'echo',
      dimension: 'operation',
      name: texts('Echo'),
      better: 'either',
      actionable: false,
      kind: 'flag',
      when: { column: 'echo', op: '=', value: 1 },
      missingWhen: [],
    },
    {
      id: 'fast',
      dimension: 'operation',
      name: texts('FAST'),
      better: 'either',
      actionable: false,
      kind: 'lookup',
      value: 'score',
    },
  ],
  thin: { maxMissing: 3 },
  label: {
    bad: { column: 'outcome', op: '=', value: 'bad' },
    good: { column: 'outcome', op: '=', value: 'good' },
    sources: [{ id: 'book', when: { column: 'outcome', op: 'missing', value: false }, weight: 1 }],
    windowStart: 'seen_on',
  },
  splits: [
    { id: 'random', by: 'hash', testShare: 0.3 },
    { id: 'given', by: 'given', column: 'side', test: 0 },
    { id: 'time', by: 'date', column: 'seen_on', from: '2024-01-01' },
  ],
  binning: {
    prebins: 20,
    maxBins: 5,
    minShare: 0.05,
    minGoods: 5,
    minBads: 5,
    smoothing: 0.5,
    trends: {},
    missing: 'neutral',
  },
  selection: {
    maxMissing: 0.95,
    minIv: 0.02,
    maxIv: 1.5,
    maxDetermination: 0.8,
    maxCorrelation: 0.7,
    maxVif: 5,
    waivers: {},
  },
  fit: { l2: 0 },
  calibration: { longRunBadRate: null },
  scale: { score: 600, odds: 50, pointsToDouble: 60 },
  tiers: { method: 'shares', shares: Array.from({ length: 15 }, () => 1 / 15), minimumFirms: 30 },
});

async function trainOn(rows: readonly string[], changed: Partial<EnterpriseSpec> = {}) {
  const folder = writeTinyStudy(rows, HEADER);
  writeFileSync(join(folder, 'models/enterprise.spec.json'), JSON.stringify({ ...spec, ...changed }));
  return { folder, trained: await trainStudy(await openStudy(folder)) };
}

describe('training', () => {
  const rows = firms(3000);

  it('recovers what made the labels, and says what it left out', async () => {
    const { trained } = await trainOn(rows);
    const { document } = trained;
    const { training, features } = document;
    expect(features.map(({ feature }) => feature.id)).toEqual(['strength', 'grade']);
    expect(features.every(({ coefficient }) => coefficient > 0.8 && coefficient < 1.4)).toBe(true);
    expect(training.excluded).toEqual({ unlabelled: 60 });
    expect(training.goods + training.bads).toBe(2940);
    expect(training.sources).toEqual([{ id: 'book', goods: training.goods, bads: training.bads, weight: 1 }]);
    expect(training.secondOpinion!.verdict).toBe('agrees');
    expect(training.secondOpinion!.largestDifference).toBeLessThan(1e-6);
    const [shipped, given, time] = training.evaluations;
    expect(shipped!.rejected).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ feature: 'echo', stage: 'leakage' }),
        expect.objectContaining({ feature: 'fast', stage: 'missing' }),
      ]),
    );
    for (const each of [shipped!, given!, time!]) expect(each.test!.auc).toBeGreaterThan(0.75);
    expect(time!.lookAheadRows.train).toBe(time!.train.n);
    expect(time!.lookAheadRows.test).toBe(0);
    expect(shipped!.tiers!.reduce((sum, { n }) => sum + n, 0)).toBe(shipped!.test!.n);
  });

  it('gives bins in which a worse one never earns points, ordered pds and falling floors', async () => {
    const { document } = (await trainOn(rows)).trained;
    const ranges = document.features[0]!.bins.filter(({ kind }) => kind === 'range');
    const points = ranges.map((bin) => bin.points);
    expect(points).toEqual([...points].sort((a, b) => a - b));
    const floors = document.tiers.map(({ floor }) => floor);
    expect(new Set(floors).size).toBe(15);
    expect(floors).toEqual([...floors].sort((a, b) => b - a));
    const pds = document.tiers.map(({ pdPpm }) => pdPpm!);
    expect(pds).toEqual([...pds].sort((a, b) => a - b));
    expect(document.pdByScore!.every((pd, i, all) => i === 0 || pd <= all[i - 1]!)).toBe(true);
    const shares = document.training.tierShares;
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('shows how every candidate was cut: those that stayed with their points, the others with 0', async () => {
    const { document } = (await trainOn(rows)).trained;
    const { features, training } = document;
    expect(training.candidates.length).toBeGreaterThan(features.length);
    for (const { feature: id, bins } of training.candidates) {
      const own = features.find(({ feature }) => feature.id === id);
      expect(bins).toEqual(own?.bins ?? bins.map((bin) => ({ ...bin, points: 0 })));
    }
    expect(features.flatMap(({ bins }) => bins).some(({ points }) => points !== 0)).toBe(true);
  });

  it('writes the same bytes again', async () => {
    const { folder, trained } = await trainOn(rows);
    const before = readFileSync(trained.path, 'utf8');
    await trainStudy(await openStudy(folder));
    expect(readFileSync(trained.path, 'utf8')).toBe(before);
  });

  it('keeps the floors it had when the population is too small to place them', async () => {
    const { trained } = await trainOn(firms(420), { selection: { ...spec.selection, maxIv: 5 } });
    expect(trained.document.training.tierNote).toContain('previous floors kept');
    expect(trained.document.tiers.map(({ floor }) => floor)).toEqual(
      Array.from({ length: 15 }, (_, i) => (i === 14 ? 0 : 980 - 60 * i)),
    );
  });

  it('refuses labels of one kind, and writes nothing', async () => {
    const good = rows.map((row) => row.replace(',bad,', ',good,'));
    const before = readFileSync(join(writeTinyStudy(good, HEADER), 'models/enterprise.json'), 'utf8');
    const folder = writeTinyStudy(good, HEADER);
    writeFileSync(join(folder, 'models/enterprise.spec.json'), JSON.stringify(spec));
    await expect(trainStudy(await openStudy(folder))).rejects.toMatchObject({ code: 'ONE_CLASS' });
    expect(readFileSync(join(folder, 'models/enterprise.json'), 'utf8')).toBe(before);
  });

  it('refuses a dimension that ends up empty unless the spec waives it in writing', async () => {
    const dimensions = [...spec.dimensions, { id: 'industry', name: texts('Industry') }];
    const features = spec.features.map((feature) =>
      feature.id === 'fast' ? { ...feature, dimension: 'industry' } : feature,
    );
    await expect(trainOn(rows, { dimensions, features })).rejects.toMatchObject({ code: 'DIMENSION_EMPTY' });
    const waived = [
      ...spec.dimensions,
      { id: 'industry', name: texts('Industry'), waiver: 'one industry only' },
    ];
    const { document } = (await trainOn(rows, { dimensions: waived, features })).trained;
    expect(document.dimensions.map(({ id }) => id)).toContain('industry');
  });

  it('names what the spec does not declare', async () => {
    const features = [{ ...spec.features[0]!, dimension: 'siez' }, ...spec.features.slice(1)];
    await expect(trainOn(rows, { features })).rejects.toMatchObject({
      problems: [
        expect.objectContaining({ path: 'features.strength.dimension', hint: 'did you mean "size"?' }),
      ],
    });
  });
});
