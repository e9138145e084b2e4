import { describe, expect, it } from 'vitest';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import type { Feature } from '../../src/document/feature.js';
import { labelFreeCard } from '../../src/enterprise/label-free.js';
import type { FeatureColumn } from '../../src/enterprise/training-table.js';
import { categories, category, numbers, numeric, tableOf } from '../fixtures/training-table.js';

const spec = (features: readonly Feature[], change: object = {}) =>
  enterpriseSpecSchema.parse({
    formatVersion: 1,
    study: 'test',
    kind: 'enterprise-spec',
    inputs: [{ name: 'company_id', type: 'text' }],
    dimensions: [{ id: 'd', name: { en: 'd', zh: 'd' } }],
    thin: { maxMissing: 9 },
    fit: {},
    calibration: { longRunBadRate: null },
    scale: { middle: 500, pointsPerDeviation: 100 },
    tiers: { method: 'master-scale', base: 0.0005, ratio: 1.6 },
    ...change,
    features,
  });
const view = { source: 'test', dimensions: new Map([['d', 1]]), within: new Map(), consistency: [] };
const better = (id: string, direction: Feature['better']): Feature => ({ ...numeric(id), better: direction });

function card(
  features: readonly Feature[],
  columns: Readonly<Record<string, FeatureColumn>>,
  change?: object,
) {
  const rows = Object.values(columns).map(
    (each) => (each.kind === 'number' ? each.values : each.codes).length,
  );
  const table = tableOf(columns, new Array<number>(rows[0]!).fill(0));
  return labelFreeCard(spec(features, change), table, view);
}
const points = ({ features }: ReturnType<typeof card>) =>
  features.map(({ bins }) => bins.map((bin) => bin.points));

/** Half of the firms 1, half 2: mid-ranks 1/4 and 3/4, so ∓0.6745, whose deviation is 0.6745: 100 points either way. */
const halves = numbers([1, 1, 2, 2]);

describe('labelFreeCard', () => {
  it('gives a deviation the points of the scale: bins are missing, special, then ranges', () => {
    expect(points(card([better('x', 'higher')], { x: halves }))).toEqual([[0, 0, -100, 100]]);
    expect(points(card([better('x', 'lower')], { x: halves }))).toEqual([[0, 0, 100, -100]]);
  });

  it('puts missing and special values in the middle, or to the worst bin where the spec says so', () => {
    const x = numbers([1, 1, 2, 2, null, -999]);
    // With two of six in the middle the deviation is √(4/6) × 0.6745: 100 / 0.8165 = 122
    expect(points(card([better('x', 'higher')], { x }))).toEqual([[0, 0, -122, 122]]);
    const worst = card([better('x', 'higher')], { x }, { binning: { missing: 'worst' } });
    // 4 of 6 at −c, 2 at +c: the deviation is √(1 − 1/9) × c = 0.9428 c
    expect(points(worst)).toEqual([[-106, -106, -106, 106]]);
    // Their mean is −c / 3: the base lies 106 / 3 above the middle, so that the firms' mean score is the middle.
    expect(worst.basePoints).toBe(535);
    expect(card([better('x', 'higher')], { x }).basePoints).toBe(500);
  });

  it('leaves out what has no direction, too little data or one value, and says so', () => {
    const columns = {
      x: halves,
      either: halves,
      town: categories(['a', 'b', 'a', 'b']),
      gaps: numbers([1, null, null, null]),
      same: numbers([7, 7, 7, 7]),
    };
    const features = [
      better('x', 'higher'),
      better('either', 'either'),
      category('town'),
      better('gaps', 'higher'),
      better('same', 'higher'),
    ];
    const made = card(features, columns, { selection: { maxMissing: 0.5 } });
    expect(made.features.map(({ feature }) => feature.id)).toEqual(['x']);
    expect(made.rejected.map(({ feature, stage }) => [feature, stage])).toEqual([
      ['either', 'direction'],
      ['town', 'direction'],
      ['gaps', 'missing'],
      ['same', 'constant'],
    ]);
  });

  it('leaves out a feature that nobody has a value of, whatever share may be missing', () => {
    const none = numbers([null, null, null, null]);
    const features = [better('x', 'higher'), better('none', 'higher')];
    const made = card(features, { x: halves, none }, { selection: { maxMissing: 1 } });
    expect(made.rejected).toMatchObject([{ feature: 'none', stage: 'constant' }]);
  });

  it('is finite where features cancel each other out', () => {
    const made = card([better('x', 'higher'), better('y', 'lower')], { x: halves, y: halves });
    // weights of one half each, no deviation to divide by: 100 × ½ × 0.6745 = 34
    expect(points(made)).toEqual([
      [0, 0, -34, 34],
      [0, 0, 34, -34],
    ]);
  });

  it('stops when a dimension keeps no feature, unless that is waived in writing', () => {
    const dimension = (id: string, waiver?: string) => ({
      id,
      name: { en: id, zh: id },
      ...(waiver && { waiver }),
    });
    const features = [better('x', 'higher')];
    const empty = (waiver?: string) => () =>
      card(features, { x: halves }, { dimensions: [dimension('d'), dimension('e', waiver)] });
    expect(empty()).toThrow(
      expect.objectContaining({
        code: 'DIMENSION_EMPTY',
        problems: [expect.objectContaining({ path: 'dimensions.e' })],
      }),
    );
    expect(empty('no data before next year')).not.toThrow();
  });

  it('stops when nothing at all stays, even where every dimension is waived, and says why each feature left', () => {
    const dimensions = [{ id: 'd', name: { en: 'd', zh: 'd' }, waiver: 'no data before next year' }];
    expect(() => card([better('x', 'either')], { x: halves }, { dimensions })).toThrow(
      expect.objectContaining({
        code: 'NO_FEATURES',
        problems: [
          expect.objectContaining({ path: 'features.x', found: expect.stringContaining('direction') }),
        ],
      }),
    );
  });
});
