import { describe, expect, it } from 'vitest';
import { dialName, INFLUENCES, turnDial } from '../../src/enterprise/dial.js';

const bad = Uint8Array.of(0, 1, 0, 1);
/** Two folds of a good and a bad; what each influence says of the bads, the rest of 1 of the goods. */
const turned = (says: (influence: number) => number) =>
  turnDial({
    rows: Uint32Array.of(0, 1, 2, 3),
    bad,
    weight: new Float64Array(4).fill(1),
    fold: Uint8Array.of(0, 0, 1, 1),
    folds: 2,
    models: INFLUENCES.map((influence) => {
      const p = Float64Array.from(bad, (each) => (each === 1 ? says(influence) : 1 - says(influence)));
      return { name: dialName(influence), p, sampleP: p, seconds: 0 };
    }),
  });
const chosen = (says: (influence: number) => number) =>
  turned(says)
    .filter((point) => point.chosen)
    .map(({ influence }) => influence);

describe('turnDial', () => {
  it('takes the largest influence that is as good as the best', () => {
    expect(chosen(() => 0.7)).toEqual([0.99]);
    // Rounding is no difference.
    expect(chosen((influence) => 0.7 - influence * 1e-15)).toEqual([0.99]);
    expect(chosen((influence) => (influence <= 0.5 ? 0.7 : 0.6))).toEqual([0.5]);
    const best = turned((influence) => (influence === 0.2 ? 0.8 : 0.6)).find((point) => point.chosen)!;
    expect(best.influence).toBe(0.2);
    expect(best.logLoss).toBeCloseTo(-Math.log(0.8), 12);
  });

  it('chooses one also where every influence was certain of the opposite', () => {
    expect(chosen(() => 0)).toEqual([0.99]);
    expect(chosen((influence) => (influence === 0.1 ? 0.4 : 0))).toEqual([0.1]);
    expect(turned(() => 0).every(({ logLoss }) => Number.isFinite(logLoss))).toBe(true);
  });
});
