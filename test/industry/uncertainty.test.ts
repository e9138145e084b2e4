import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import type { Judgement } from '../../src/document/industry-inputs.js';
import { openStudy } from '../../src/index.js';
import { nodeSampler } from '../../src/industry/draw-weights.js';
import { expertsAt } from '../../src/industry/expert.js';
import { matrixOf } from '../../src/industry/matrix.js';
import { effectiveWeights } from '../../src/industry/panel.js';
import { uncertainPairs } from '../../src/industry/spread.js';
import { judgementScales, normalisations, renormalised, rescaled } from '../../src/industry/stability.js';
import { switchPoints } from '../../src/industry/switch-points.js';
import { fitIndustries } from '../../src/pipeline/fit-industries.js';
import { copyFoshan, edit } from '../fixtures/foshan-study.js';

const judge = (expert: string, value: number): Judgement => ({
  expert,
  node: 'n',
  left: 'a',
  right: 'b',
  value,
  line: 2,
});
const branch = (judgements: readonly Judgement[]) => ({
  node: 'n',
  items: ['a', 'b'],
  judgements,
  file: 'j.csv',
});

function pairOf(values: readonly number[]) {
  const names = values.map((_v, i) => `e${i}`);
  const voices = expertsAt(branch(values.map((value, i) => judge(names[i]!, value))), {
    method: 'eigenvector',
    ri: 'alonso-lamata',
  });
  const mean = Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
  return uncertainPairs(
    matrixOf(2, [{ left: 0, right: 1, value: mean }]),
    voices,
    effectiveWeights(names, {}),
  )[0]!;
}

describe('the spread of a judgement', () => {
  it('is the weighted standard deviation of the experts’ logarithms', () => {
    const { mean, sd } = pairOf([2, 8]);
    expect(mean).toBeCloseTo(Math.log(4), 12);
    expect(sd).toBeCloseTo(Math.log(2), 12);
    expect(pairOf([3, 3, 3]).sd).toBe(0);
  });

  it('is half a step of the scale for a single expert', () => {
    expect(pairOf([3]).sd).toBeCloseTo(Math.log(3.5 / 2.5) / 2, 12);
    expect(pairOf([1 / 3]).sd).toBeCloseTo(Math.log(3.5 / 2.5) / 2, 12);
    expect(pairOf([1]).sd).toBeCloseTo(Math.log(1.5), 12);
  });

  it('is half a step of the mirrored scale below 1: 1.2 reaches down to 1/1.3, and nothing jumps at 1.5', () => {
    expect(pairOf([1.2]).sd).toBeCloseTo(Math.log(1.7 * 1.3) / 2, 12);
    expect(pairOf([1 / 1.2]).sd).toBeCloseTo(Math.log(1.7 * 1.3) / 2, 12);
    const below = pairOf([1.4999999]).sd;
    expect(below).toBeCloseTo(pairOf([1.5]).sd, 6);
    expect(pairOf([1.5]).sd).toBeCloseTo(Math.log(2) / 2, 12);
  });

  it('moves drawn weights as lognormal judgements do', () => {
    const sampler = nodeSampler(2, [{ left: 0, right: 1, mean: Math.log(4), sd: 0.5 }], 'eigenvector');
    const stream = random(1);
    const ratios = Array.from({ length: 20_000 }, () => {
      const [a, b] = sampler.next(stream);
      return Math.log(a! / b!);
    });
    const mean = ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
    const sd = Math.sqrt(ratios.reduce((sum, each) => sum + (each - mean) ** 2, 0) / ratios.length);
    expect(mean).toBeCloseTo(Math.log(4), 1);
    expect(sd).toBeCloseTo(0.5, 1);
  });
});

const fitIn = async (folder: string) => (await fitIndustries(await openStudy(folder)))[0]!;

describe('the fitted sample', () => {
  it('has intervals around every score, rank shares that add up, and the same draws again', async () => {
    const one = await fitIn(copyFoshan());
    expect(one.document).toEqual((await fitIn(copyFoshan())).document);
    for (const { score, low, high, ranks } of one.document.industries) {
      expect(low!).toBeLessThan(score);
      expect(high!).toBeGreaterThan(score);
      expect(ranks.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    expect(one.document.targets.probability).toBeGreaterThan(0.9);
  });

  it('places industries of equal score alike in the ranking, in every draw and under every alternative', async () => {
    const folder = copyFoshan();
    edit(folder, 'industries.csv', (text) => {
      const twins = text.split('\n').filter((line) => line.startsWith('intelligent_equipment,'));
      return `${text.trimEnd()}\n${twins.map((line) => line.replace('intelligent_equipment', 'a_twin')).join('\n')}\n`;
    });
    const { document, alternatives } = await fitIn(folder);
    const placeOf = (id: string) => document.industries.findIndex((each) => each.id === id);
    const [twin, first] = [placeOf('a_twin'), placeOf('intelligent_equipment')];
    expect(twin).toBeGreaterThan(first);
    expect(document.industries[twin]).toMatchObject({ rank: 1, score: document.industries[first]!.score });
    expect(document.industries[twin]!.ranks.slice(0, -1)).toEqual(document.industries[first]!.ranks.slice(1));
    expect(document.industries[first]!.ranks[0]).toBe(0);
    for (const { name, ranks } of alternatives) expect(ranks[twin], name).toBe(ranks[first]! - 1);
  });

  it('refuses an indicator that is left out too', async () => {
    const folder = copyFoshan();
    edit(folder, 'models/industry.spec.json', (text) => {
      const spec = JSON.parse(text);
      const leftOut = [{ item: spec.indicators[0].id, reason: 'figures are not final' }];
      return JSON.stringify({ ...spec, leftOut });
    });
    await expect(fitIn(folder)).rejects.toMatchObject({
      name: 'DocumentError',
      problems: [expect.objectContaining({ path: 'leftOut[0].item' })],
    });
  });

  it('has no spread where every expert says the same', async () => {
    const folder = copyFoshan();
    edit(folder, 'judgements.csv', (text) => {
      const [header, ...lines] = text.trimEnd().split('\n');
      const first = lines.filter((line) => line.startsWith('陈例一,'));
      const copies = ['陈例一', '梁例二'].flatMap((name) =>
        first.map((line) => line.replace('陈例一', name)),
      );
      return `${[header, ...copies].join('\n')}\n`;
    });
    const { document } = await fitIn(folder);
    for (const { score, low, high } of document.industries) {
      expect(low!).toBeCloseTo(score, 6);
      expect(high!).toBeCloseTo(score, 6);
    }
  });

  it('swaps neighbours exactly at a switch point', async () => {
    const { document, switchPoints: found } = await fitIn(copyFoshan());
    const real = found.filter(({ at }) => at !== null);
    expect(real.length).toBeGreaterThan(20);
    const scoreAt = (id: string, weight: string, at: number) => {
      const { contributions } = document.industries.find((each) => each.id === id)!;
      const w = document.indicators.find((each) => each.id === weight)!.weight;
      const others = Object.entries(contributions).reduce(
        (sum, [name, value]) => (name === weight ? sum : sum + value),
        0,
      );
      return (contributions[weight]! / w) * at + (others / (1 - w)) * (1 - at);
    };
    for (const { kind, weight, above, below, at } of real) {
      if (kind === 'indicator')
        expect(scoreAt(above, weight, at!)).toBeCloseTo(scoreAt(below, weight, at!), 8);
    }
  });

  it('is compared with other normalisations and scales; its own are among them', async () => {
    const { alternatives } = await fitIn(copyFoshan());
    const linear = alternatives.find(({ name }) => name === 'linear')!;
    expect(linear).toMatchObject({ kind: 'scale', tau: 1, targetsKept: 10 });
    expect(alternatives.map(({ name }) => name)).toEqual([
      'min-max',
      'z',
      'rank',
      'vector',
      ...Object.keys(judgementScales),
    ]);
    expect(alternatives.every(({ tau }) => tau > 0.5 && tau <= 1)).toBe(true);
  });
});

describe('a switch point', () => {
  const row = (id: string, rank: number, score: number, a: number, b: number) => ({
    id,
    name: { en: id, zh: id },
    rank,
    score,
    dimensions: { d: a, e: b },
    contributions: { x: 0.6 * a, y: 0.4 * b },
    low: null,
    high: null,
    ranks: [],
    missing: [],
    target: true,
    pinned: true,
  });
  const dimension = (id: string, weight: number) => ({ id, name: { en: id, zh: id }, weight });
  it('by hand: 0.6·80 + 0.4·20 = 56 against 0.6·40 + 0.4·70 = 52 swap at 5/9', () => {
    const industries = [row('one', 1, 56, 80, 20), row('two', 2, 52, 40, 70)];
    const [first, second] = switchPoints({
      industries,
      dimensions: [dimension('d', 0.6), dimension('e', 0.4)],
      indicators: [],
    });
    expect(first).toMatchObject({ weight: 'd', above: 'one', below: 'two' });
    expect(first!.at).toBeCloseTo(5 / 9, 12);
    expect(second!.at).toBeCloseTo(4 / 9, 12);
  });
});

it('judgement scales keep 1 at 1, and a reciprocal a reciprocal', () => {
  for (const scale of ['linear', 'power', 'root', 'logarithmic', 'geometric', 'balanced'] as const) {
    const [one, three, third] = rescaled([judge('a', 1), judge('a', 3), judge('a', 1 / 3)], scale).map(
      ({ value }) => value!,
    );
    expect(one).toBeCloseTo(1, 12);
    expect(three! * third!).toBeCloseTo(1, 12);
  }
});

describe('other normalisations', () => {
  it('give figures that are all alike the same worth, and none that are missing', () => {
    const spec = {
      indicators: [
        { normalisation: { kind: 'benefit', low: 0, high: 10 } },
        { normalisation: { kind: 'cost', low: 0, high: 10 } },
      ],
    } as unknown as Parameters<typeof renormalised>[0];
    for (const way of normalisations) {
      const rows = renormalised(
        spec,
        [
          [5, null, 5],
          [0, 0, 0],
        ],
        way,
      );
      const [alike, zeros] = rows.map((row) => [...row]);
      expect(alike![0]).toBe(alike![2]);
      expect(alike![0]).toBeGreaterThanOrEqual(0);
      expect(alike![1]).toBeNaN();
      expect(new Set(zeros).size).toBe(1);
      expect(zeros!.every((value) => value >= 0 && value <= 100)).toBe(true);
    }
  });
});
