import { describe, expect, it } from 'vitest';
import type { IndustryDocument } from '../../src/document/industry-document.js';
import { switchPoints } from '../../src/industry/switch-points.js';

const name = { en: 'x', zh: 'x' };
const weights = { growth: 0.3, margin: 0.2, research: 0.3, patents: 0.2 };
const dimensionOf = { growth: 'future', margin: 'future', research: 'technology', patents: 'technology' };

/** Two dimensions of two indicators each; an industry that lacks patents has them in research's weight. */
function ranking(second: Record<string, number>, missing: string[]) {
  const first = { growth: 50, margin: 50, research: 50, patents: 50 };
  const industry = (id: string, rank: number, values: Record<string, number>, absent: string[]) => {
    const factor = absent.length === 1 ? 0.5 / 0.3 : 1;
    const worth = (item: string) => values[item]! * weights[item as keyof typeof weights];
    const technology =
      absent.length > 1 ? undefined : (factor * (worth('research') + (worth('patents') || 0))) / 0.5;
    const future = (worth('growth') + worth('margin')) / 0.5;
    const score = technology === undefined ? future : (future + technology) / 2;
    const contributions = Object.fromEntries(Object.keys(values).map((item) => [item, worth(item)]));
    const dimensions = technology === undefined ? { future } : { future, technology };
    return { id, name, rank, score, dimensions, contributions, missing: absent };
  };
  return {
    dimensions: ['future', 'technology'].map((id) => ({ id, name, weight: 0.5 })),
    indicators: Object.entries(weights).map(([id, weight]) => {
      return { id, name, weight, dimension: dimensionOf[id as keyof typeof weights] };
    }),
    industries: [industry('x', 1, first, []), industry('y', 2, second, missing)],
  } as unknown as Pick<IndustryDocument, 'industries' | 'dimensions' | 'indicators'>;
}

describe('switch points', () => {
  it('are given by the indicators of a dimension of which both have every figure, whatever they lack elsewhere', () => {
    const found = switchPoints(ranking({ growth: 100, margin: 0, research: 20 }, ['patents']));
    expect(found.map(({ weight }) => weight)).toEqual(['future', 'technology', 'growth', 'margin']);
    // 50 against 100 w + (1 − w)/0.7 × (0.5 × 20): equal at w = 5/12.
    expect(found.find(({ weight }) => weight === 'growth')!.at).toBeCloseTo(5 / 12, 12);
  });

  it('are left out where one of the two lacks a whole dimension', () => {
    const found = switchPoints(ranking({ growth: 60, margin: 20 }, ['research', 'patents']));
    expect(found).toEqual([]);
  });
});
