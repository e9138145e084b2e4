import { describe, expect, it } from 'vitest';
import { industrySpecSchema } from '../../src/document/industry-spec.js';
import { globalWeights } from '../../src/industry/spec-tree.js';

const texts = (id: string) => ({ en: id, zh: id });
const indicator = (id: string, dimension: string) => ({
  id,
  dimension,
  name: texts(id),
  unit: '%',
  source: { from: 'column', column: id },
  normalisation: { kind: 'benefit' },
  missing: 'refuse',
});
const halves = (first: string, second: string) => [
  { id: first, weight: 0.5 },
  { id: second, weight: 0.5 },
];

/** fast → f, a; f → g1, g2; a → c1, c2; c1 → i1, i2; c2 → i3, i4: two equal items everywhere. */
const local = new Map([
  ['fast', halves('f', 'a')],
  ['f', halves('g1', 'g2')],
  ['a', halves('c1', 'c2')],
  ['c1', halves('i1', 'i2')],
  ['c2', halves('i3', 'i4')],
]);

const specWithout = (...leftOut: readonly string[]) =>
  industrySpecSchema.parse({
    formatVersion: 1,
    study: 'tiny',
    kind: 'industry-spec',
    classification: { name: 'GB/T 4754-2017', sections: [{ id: 'C', divisions: '13-43' }] },
    root: 'fast',
    dimensions: ['f', 'a'].map((id) => ({ id, name: texts(id) })),
    indicators: [
      ...['g1', 'g2'].map((id) => indicator(id, 'f')),
      ...['i1', 'i2', 'i3', 'i4'].filter((id) => !leftOut.includes(id)).map((id) => indicator(id, 'a')),
    ],
    leftOut: leftOut.map((item) => ({ item, reason: 'figures are not final' })),
    ahp: { method: 'eigenvector', aggregation: 'aij', ri: 'alonso-lamata' },
    targets: { top: 1 },
  });

describe('global weights', () => {
  it('give the share of what is left out to its siblings', () => {
    const global = globalWeights(specWithout('i4'), local);
    expect(Object.fromEntries(global)).toMatchObject({ c1: 0.25, c2: 0.25, i1: 0.125, i3: 0.25 });
  });

  it('give the share of a criterion of which everything is left out to its siblings too', () => {
    const expected = { fast: 1, f: 0.5, a: 0.5, g1: 0.25, g2: 0.25, c1: 0.5, i1: 0.25, i2: 0.25 };
    const spec = specWithout('i3', 'i4');
    expect(Object.fromEntries(globalWeights(spec, local))).toEqual(expected);
    const kept = new Map([...local].filter(([node]) => node !== 'c2'));
    expect(Object.fromEntries(globalWeights(spec, kept))).toEqual(expected);
  });
});
