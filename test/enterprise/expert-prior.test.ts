import { describe, expect, it } from 'vitest';
import { type ExpertView, expertPrior, expertWeights } from '../../src/enterprise/expert-prior.js';
import type { CandidateFeature } from '../../src/enterprise/select-features.js';
import { numeric } from '../fixtures/training-table.js';

const feature = (id: string, dimension: string, iv: number) =>
  ({ feature: { ...numeric(id), dimension }, iv }) as CandidateFeature;
const view = (
  dimensions: Readonly<Record<string, number>>,
  within: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
): ExpertView => ({
  source: 'test',
  dimensions: new Map(Object.entries(dimensions)),
  within: new Map(Object.entries(within).map(([id, told]) => [id, new Map(Object.entries(told))])),
  consistency: [],
});
const x = [feature('a', 'x', 1), feature('b', 'x', 3)];
const c = feature('c', 'y', 2);

describe('expertWeights', () => {
  it('shares a dimension’s weight by what experts gave within it, otherwise by information value', () => {
    expect(expertWeights(view({ x: 0.5, y: 0.5 }), [...x, c])).toEqual([0.125, 0.375, 0.5]);
    const told = view({ x: 0.5, y: 0.5 }, { x: { a: 3, b: 1 } });
    expect(expertWeights(told, [...x, c])).toEqual([0.375, 0.125, 0.5]);
  });

  it('shares it equally where nothing tells anything', () => {
    const nothing = [feature('a', 'x', 0), feature('b', 'x', 0)];
    expect(expertWeights(view({ x: 1 }), nothing)).toEqual([0.5, 0.5]);
  });

  it('gives the weight of dimensions without a feature to the others, pro rata', () => {
    expect(expertWeights(view({ x: 0.4, y: 0.1, z: 0.5 }), [x[0]!, c])).toEqual([0.8, 0.2]);
  });

  it('weighs all alike where experts weigh none of the dimensions there are', () => {
    expect(expertWeights(view({ z: 1 }), [...x, c])).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });
});

describe('expertPrior', () => {
  // Columns 0 0 2 2 and 1 1 1 3: standard deviations 1 and √0.75; one of four is bad
  const data = {
    x: Float64Array.of(0, 1, 0, 1, 2, 1, 2, 3),
    rows: 4,
    columns: 2,
    y: Uint8Array.of(0, 0, 0, 1),
  };

  it('pulls towards the experts’ proportions by the information at the base rate', () => {
    const { lambda, deviations, penalty } = expertPrior(0.5, [0.5, 0.5], data);
    expect(lambda).toBeCloseTo(4 * 0.25 * 0.75, 14);
    expect(deviations[1]).toBeCloseTo(Math.sqrt(0.75), 14);
    // λ sd_j sd_k (δ − ½): nothing along (1, 1), all of it across
    const [sd, cross] = [deviations[1]!, -0.75 * 0.5];
    [0.75 * 0.5, cross * sd, cross * sd, 0.75 * 0.5 * 0.75].forEach((value, at) => {
      expect(penalty![at]).toBeCloseTo(value, 14);
    });
    expect(expertPrior(0, [0.5, 0.5], data).penalty).toBeUndefined();
  });

  it('counts a row of weight 2 twice, and one without weights once', () => {
    const twice = { ...data, weight: new Float64Array(4).fill(2) };
    expect(expertPrior(0.5, [0.5, 0.5], twice).lambda).toBeCloseTo(2 * 0.75, 14);
    expect(expertPrior(0.5, [0.5, 0.5], twice).deviations).toEqual(
      expertPrior(0.5, [0.5, 0.5], data).deviations,
    );
  });
});
