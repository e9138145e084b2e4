import { describe, expect, it } from 'vitest';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import type { Feature } from '../../src/document/feature.js';
import { settleFeatures } from '../../src/enterprise/settle-features.js';
import { all, numbers, numeric, tableOf } from '../fixtures/training-table.js';

/** Firms of one kind: the values of their columns, how many are good and how many bad. */
type Kind = readonly [values: Readonly<Record<string, number>>, goods: number, bads: number];

/** `strong` tells much; `weak` and `weaker` tell little, the second less; `none` tells nothing. */
const kinds: readonly Kind[] = [0, 1].flatMap((strong) =>
  [0, 1].flatMap((weak) =>
    [0, 1].map((weaker): Kind => {
      const bads = 20 + 50 * strong + 3 * weak + weaker;
      return [{ strong, weak, weaker, none: 7 }, 100 - bads, bads];
    }),
  ),
);

/** What every spec here has. */
const PLAIN = {
  formatVersion: 1,
  study: 'test',
  kind: 'enterprise-spec',
  inputs: [{ name: 'company_id', type: 'text' }],
  dimensions: [{ id: 'd', name: { en: 'd', zh: 'd' } }],
  thin: { maxMissing: 9 },
  fit: {},
  calibration: { longRunBadRate: null },
  scale: {},
  tiers: { method: 'master-scale', base: 0.0005, ratio: 1.6 },
};

interface Asked {
  /** Dimension of each feature. */
  readonly of: Readonly<Record<string, string>>;
  readonly dimensions: readonly (readonly [id: string, waiver?: string])[];
  readonly minIv?: number;
  readonly bads?: boolean;
}

function settle({ of, dimensions, minIv = 0.1, bads = true }: Asked) {
  const firms = kinds.flatMap(([values, goods, n]) =>
    Array.from({ length: goods + n }, (_, i) => ({ values, bad: bads && i < n ? 1 : 0 })),
  );
  const names = Object.keys(of);
  const table = tableOf(
    Object.fromEntries(names.map((id) => [id, numbers(firms.map(({ values }) => values[id]!))])),
    firms.map(({ bad }) => bad),
  );
  const spec = enterpriseSpecSchema.parse({
    ...PLAIN,
    dimensions: dimensions.map(([id, waiver]) => ({
      id,
      name: { en: id, zh: id },
      ...(waiver && { waiver }),
    })),
    features: names.map((id): Feature => ({ ...numeric(id), dimension: of[id]! })),
    selection: { minIv, maxIv: 99 },
  });
  const { card, rejected, shielded } = settleFeatures({ spec, table, rows: all(table), manual: new Map() });
  return {
    kept: card.features.map(({ feature }) => feature.id),
    rejected: rejected.map(({ feature, stage }) => `${feature}: ${stage}`),
    shielded: shielded.map(({ feature, stage }) => `${feature}: ${stage}`),
  };
}

it('how far a feature settles the source of a label is asked of the firms that have a value', () => {
  // 200 goods and bads of two sources; x is 1 on the second one, and missing for twenty of each
  const firms = Array.from({ length: 400 }, (_, i) => ({
    bad: i % 2,
    source: i < 200 ? 0 : 1,
    missing: i % 200 < 20,
  }));
  const columns = {
    x: numbers(firms.map(({ source, missing }) => (missing ? null : source))),
    strong: numbers(firms.map(({ bad }, i) => (i % 5 === 0 ? 1 - bad : bad))),
  };
  const bare = tableOf(
    columns,
    firms.map(({ bad }) => bad),
  );
  const table = { ...bare, source: Uint8Array.from(firms, ({ source }) => source) };
  const when = { column: 'company_id', op: 'missing', value: false };
  const spec = enterpriseSpecSchema.parse({
    ...PLAIN,
    features: [numeric('x'), numeric('strong')],
    label: { bad: when, good: when, sources: ['one', 'two'].map((id) => ({ id, when })) },
    selection: { maxIv: 99, maxDetermination: 0.95 },
  });
  const { candidates, rejected } = settleFeatures({ spec, table, rows: all(table), manual: new Map() });
  expect(candidates[0]!.sourceDetermination).toBe(1);
  expect(rejected).toMatchObject([{ feature: 'x', stage: 'leakage' }]);
});

it('a feature with one bin is a constant, or no cut of it leaves both kinds of firms on both sides', () => {
  // 60 bads and 60 goods where `pure` is 0, goods only where it is 1; `perfect` is the label
  const bad = Array.from({ length: 200 }, (_, i) => (i < 60 ? 1 : 0));
  const columns = {
    strong: bad.map((is, i) => (i % 5 === 0 ? 1 - is : is)),
    pure: bad.map((_is, i) => (i < 120 ? 0 : 1)),
    perfect: bad,
    none: bad.map(() => 7),
    // Cut by hand at 100, where nobody is.
    cut: bad.map((_is, i) => i % 7),
    // Three good firms have a special code, which is then worth what the others are.
    same: bad.map((_is, i) => (i > 196 ? -999 : 7)),
  };
  const table = tableOf(
    Object.fromEntries(Object.entries(columns).map(([id, values]) => [id, numbers(values)])),
    bad,
  );
  const spec = enterpriseSpecSchema.parse({
    ...PLAIN,
    features: Object.keys(columns).map(numeric),
    binning: { missing: 'worst' },
    selection: {
      minIv: 0,
      maxIv: 99,
      maxDetermination: 0.99,
      waivers: { perfect: 'to see what becomes of it' },
    },
  });
  const ranges = [
    { kind: 'missing' },
    { kind: 'range', lo: null, hi: 100 },
    { kind: 'range', lo: 100, hi: null },
  ] as const;
  const manual = new Map([['cut', { shapes: ranges, author: 'a', reason: 'b' }]]);
  const { rejected } = settleFeatures({ spec, table, rows: all(table), manual });
  expect(rejected.map(({ feature, reason }) => `${feature}: ${reason.split(/[,(]/)[0]}`)).toEqual([
    'pure: has one bin: no cut leaves enough firms',
    'perfect: parts good from bad so well that no cut leaves both on both sides; binning.minGoods and minBads of 0 allow it',
    'none: has one value: a constant',
    'cut: has all its firms in one bin of bins.csv: its cuts may be in another unit',
    'same: is worth the same in every bin: one that is too small has the value of another',
  ]);
});

describe('settleFeatures', () => {
  it('keeps what tells enough, where every dimension is filled', () => {
    const of = { strong: 'x', weak: 'x', none: 'x' };
    expect(settle({ of, dimensions: [['x']] })).toEqual({
      kept: ['strong'],
      rejected: ['none: constant', 'weak: iv'],
      shielded: [],
    });
  });

  it('keeps the best of a dimension that would be empty, though it tells too little, and says so', () => {
    const of = { strong: 'x', weaker: 'y', weak: 'y' };
    expect(settle({ of, dimensions: [['x'], ['y']] })).toEqual({
      kept: ['strong', 'weak'],
      rejected: ['weaker: iv'],
      shielded: ['weak: iv'],
    });
  });

  it('lets a dimension be empty that is waived in writing', () => {
    const of = { strong: 'x', weak: 'y' };
    expect(settle({ of, dimensions: [['x'], ['y', 'data come next year']] }).kept).toEqual(['strong']);
  });

  it('stops at a dimension whose features cannot stay, with the reason of each, or that has none', () => {
    const stops = (asked: Asked) => {
      try {
        return settle(asked);
      } catch (error) {
        const { code, problems } = error as { code: string; problems: readonly { found: string }[] };
        return [code, ...problems.map(({ found }) => found.split(',')[0])];
      }
    };
    const both: Asked['dimensions'] = [['x'], ['y']];
    expect(stops({ of: { strong: 'x', none: 'y' }, dimensions: both })).toEqual([
      'DIMENSION_EMPTY',
      'none: constant',
    ]);
    expect(stops({ of: { strong: 'x' }, dimensions: both })).toEqual(['DIMENSION_EMPTY', 'no feature']);
    expect(stops({ of: { weak: 'x', none: 'x' }, dimensions: [['x', 'data come next year']] })).toEqual([
      'NO_FEATURES',
      'constant: has one value: a constant',
      'iv: tells too little',
    ]);
    expect(stops({ of: { strong: 'x' }, dimensions: [['x']], bads: false })).toEqual([
      'ONE_CLASS',
      '800 good and 0 bad firms',
    ]);
  });
});

it('a feature that another one turned away is asked again where that one leaves', () => {
  // `sum` of a and b tells most, and is a mixture of them; `both` correlates with it and has a say of its own.
  const firms = [0, 1, 2].flatMap((a) =>
    [0, 1, 2].flatMap((b) => {
      const both = a + b > 2 ? 1 : 0;
      const bads = Math.round(400 / (1 + Math.exp(2 - 0.8 * (a + b + both))));
      return Array.from({ length: 400 }, (_, i) => ({ a, b, both, sum: a + b, bad: i < bads ? 1 : 0 }));
    }),
  );
  const names = ['a', 'b', 'both', 'sum'] as const;
  const table = tableOf(
    Object.fromEntries(names.map((id) => [id, numbers(firms.map((firm) => firm[id]))])),
    firms.map(({ bad }) => bad),
  );
  const spec = enterpriseSpecSchema.parse({
    ...PLAIN,
    features: names.map(numeric),
    selection: { maxIv: 99, maxVif: 5 },
  });
  const { card, rejected } = settleFeatures({ spec, table, rows: all(table), manual: new Map() });
  expect(rejected).toMatchObject([{ feature: 'sum', stage: 'vif' }]);
  expect(card.features.map(({ feature }) => feature.id)).toEqual(['a', 'b', 'both']);
});
