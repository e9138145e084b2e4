import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import { defaultPlan } from '../../src/document/monitor-plan.js';
import { driftChecks, falseAlarms, type RatedSample } from '../../src/validation/drift.js';

const features = [{ id: 'size', points: [-10, 0, 20] }];

/** Firms with scores around a mean and a bin share. */
function sample(n: number, { mean = 600, large = 0.3, seed = 1 } = {}): RatedSample {
  const { normal, uniform } = random(seed);
  const score = Float64Array.from({ length: n }, () => Math.round(mean + 60 * normal()));
  const bins = Uint8Array.from({ length: n }, () => (uniform() < large ? 2 : uniform() < 0.5 ? 0 : 1));
  return { n, score, bins: new Map([['size', bins]]) };
}

const check = (before: RatedSample, after: RatedSample, plan = defaultPlan) =>
  driftChecks(before, after, { features, plan }).map(({ check: name, status }) => [name, status]);

describe('drift', () => {
  it('is not found between two samples of one population', () => {
    expect(check(sample(5000), sample(5000, { seed: 2 }))).toEqual([
      ['score', 'pass'],
      ['feature', 'pass'],
    ]);
  });

  it('is found in a score and a feature that moved, with what moved', () => {
    const [score, size] = driftChecks(sample(5000), sample(5000, { mean: 560, large: 0.6, seed: 2 }), {
      features,
      plan: defaultPlan,
    });
    expect([score!.status, size!.status]).toEqual(['fail', 'fail']);
    expect(size!.moved).toMatchObject({ bin: 2, from: expect.closeTo(0.3, 1), to: expect.closeTo(0.6, 1) });
    expect(size!.pointsShift).toBeGreaterThan(5);
    expect([size!.movedScores, Object.keys(score!.movedScores!)]).toEqual([undefined, ['from', 'below']]);
  });

  it('is told by scores where they tie: two scores make two classes, not ten', () => {
    const of = (low: number): RatedSample => ({
      ...sample(100),
      score: Float64Array.from({ length: 100 }, (_, i) => (i < low ? 400 : 600)),
    });
    const [score] = driftChecks(of(60), of(9), { features, plan: defaultPlan });
    expect(score!.moved).toEqual({ bin: 1, from: 0.6, to: 0.09 });
    expect(score!.movedScores).toEqual({ from: 400, below: 480 });
  });

  it('names no bin of what did not move', () => {
    const same = driftChecks(sample(500), sample(500), { features, plan: defaultPlan });
    expect(same.map(({ value, moved }) => ({ value, moved }))).toEqual([
      { value: 0, moved: null },
      { value: 0, moved: null },
    ]);
  });

  it('is watched above the lower limit of a plan, and left alone where the plan does not ask', () => {
    const plan = { ...defaultPlan, features: { watch: 0.001, fail: 0.5 }, only: ['size'] };
    expect(check(sample(9000), sample(9000, { large: 0.34, seed: 2 }), plan)).toEqual([
      ['score', 'pass'],
      ['feature', 'watch'],
    ]);
    expect(check(sample(900), sample(900, { seed: 2 }), { ...plan, only: [] })).toHaveLength(1);
  });

  it('cannot be denied by a handful of firms', () => {
    expect(check(sample(500), sample(8, { seed: 5 }))[1]).toEqual(['feature', 'NO POWER']);
  });

  it('cannot be denied by a handful of firms that all stand in one bin, nor found in halves of one firm', () => {
    const alike = (n: number): RatedSample => ({
      n,
      score: new Float64Array(n).fill(600),
      bins: new Map([['size', new Uint8Array(n)]]),
    });
    // χ² of one degree of freedom at 95 %: 3.841; 2/30 of it is 0.256, 2/31 is 0.248, and the limit is 0.25
    expect(check(alike(30), alike(30)).map(([, status]) => status)).toEqual(['NO POWER', 'NO POWER']);
    expect(check(alike(31), alike(31)).map(([, status]) => status)).toEqual(['pass', 'pass']);
    const draws = Array.from({ length: 5 }, (_, i) => random(9, i).uniform);
    expect(falseAlarms(alike(1), draws, { features, plan: defaultPlan })).toMatchObject({ score: 0, any: 0 });
  });

  it('is seldom found in halves of one sample', () => {
    const draws = Array.from({ length: 50 }, (_, i) => random(9, i).uniform);
    expect(falseAlarms(sample(3000), draws, { features, plan: defaultPlan })).toEqual({
      halves: 50,
      score: 0,
      any: 0,
    });
    const strict = { ...defaultPlan, score: { watch: 0, fail: 0 }, features: { watch: 0, fail: 0 } };
    const { any } = falseAlarms(sample(3000), draws, { features, plan: strict });
    // At limits of 0 chance alone decides: about one in twenty for each of two tests.
    expect(any).toBeGreaterThan(0);
    expect(any).toBeLessThan(12);
  });
});
