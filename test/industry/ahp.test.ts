import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import type { Judgement } from '../../src/document/industry-inputs.js';
import { complete, leastSquares } from '../../src/industry/complete.js';
import { consistency, randomIndex } from '../../src/industry/consistency.js';
import type { GroupMethod } from '../../src/industry/group.js';
import { type Comparisons, type Complete, gapsOf, matrixOf } from '../../src/industry/matrix.js';
import { effectiveWeights } from '../../src/industry/panel.js';
import { geometricMeans, leftVector, normalise, perron, priorities } from '../../src/industry/priority.js';
import { weighNode } from '../../src/industry/weigh-node.js';
import cases from '../fixtures/ahp-cases.json' with { type: 'json' };

const find = (id: string) => cases.find((each) => each.id === id)!;
const closeTo = (found: readonly number[], expected: readonly number[], tolerance: number) => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance);
  });
};

const tables = { 'alonso-lamata': 'alonso-lamata', saaty1980: 'saaty-1980' } as const;

describe('published matrices', () => {
  for (const each of cases.filter(({ kind }) => kind === 'single')) {
    it(`${each.id}: ${each.source}`, () => {
      const matrix = each.matrix as Complete;
      const recomputed = each.recomputed as {
        eigenvector: number[];
        geometricMean: number[];
        lambdaMax: number;
        ci: number;
        gci: number;
        cr: Record<string, number>;
      };
      closeTo(perron(matrix).right, recomputed.eigenvector, 1e-9);
      closeTo(geometricMeans(matrix), recomputed.geometricMean, 1e-9);
      const method = each.method === 'geometric-mean' ? 'geometric' : 'eigenvector';
      if (each.weights && each.method !== 'additive-normalisation')
        closeTo(priorities(matrix, method), each.weights, each.tolerance!);
      for (const [name, table] of Object.entries(tables)) {
        const found = consistency(matrix, matrix, table);
        expect(found.lambdaMax).toBeCloseTo(recomputed.lambdaMax, 9);
        expect(found.ci).toBeCloseTo(recomputed.ci, 9);
        expect(found.gci).toBeCloseTo(recomputed.gci, 7);
        expect(found.ri.table).toBe(table);
        if (recomputed.cr[name] !== undefined) expect(found.cr).toBeCloseTo(recomputed.cr[name], 7);
      }
    });
  }
});

describe('gaps', () => {
  const bozoki = find('bozoki-4x4-incomplete');
  it('are filled so that λmax is least (Bozóki, Fülöp & Rónyai 2010)', () => {
    const matrix = bozoki.matrix as Comparisons;
    const filled = complete(matrix, 'eigenvector');
    expect(filled[2]![3]).toBeCloseTo(Math.sqrt((2 / 5) * (4 / 3)), 9);
    closeTo(priorities(filled, 'eigenvector'), bozoki.weights!, bozoki.tolerance!);
    closeTo(leastSquares(matrix), (bozoki.recomputed as { llsm: number[] }).llsm, 1e-9);
    const { ri, cr } = consistency(filled, matrix, 'alonso-lamata');
    expect(ri.value).toBeCloseTo((1 - 2 / 6) * 0.8816, 12);
    expect(cr).toBeCloseTo((4.0923672939 - 4) / 3 / ri.value!, 9);
  });

  it('leave λmax stationary, and no other filling is better', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 10, maxLength: 10 }),
        fc.nat(9),
        fc.nat(9),
        (steps, a, b) => {
          const pairs = steps.flatMap((step, k) => {
            const [left, right] = PAIRS_OF_FIVE[k]!;
            return k === a || k === b ? [] : [{ left, right, value: step >= 0 ? step + 1 : 1 / (1 - step) }];
          });
          const asked = matrixOf(5, pairs);
          const filled = complete(asked, 'eigenvector').map((row) => [...row]);
          const least = perron(filled).lambdaMax;
          for (const [i, j] of gapsOf(asked)) {
            for (const factor of [0.99, 1.01]) {
              const other = filled.map((row) => [...row]);
              other[i]![j]! *= factor;
              other[j]![i]! /= factor;
              expect(perron(other).lambdaMax).toBeGreaterThan(least);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are filled to the last digits, also along a chain that little holds together', () => {
    const chain = [3, 1 / 5, 2, 1, 5, 1 / 3, 1 / 2, 2].map((value, i) => ({ left: i, right: i + 1, value }));
    const asked = matrixOf(9, [
      ...chain,
      { left: 0, right: 6, value: 5 },
      { left: 3, right: 8, value: 1 / 3 },
    ]);
    const filled = complete(asked, 'eigenvector');
    const [x, y] = [perron(filled).right, leftVector(filled)];
    for (const [i, j] of gapsOf(asked)) {
      const best = Math.sqrt((x[i]! * y[j]!) / (x[j]! * y[i]!));
      expect(Math.abs(Math.log(filled[i]![j]! / best))).toBeLessThan(1e-14);
    }
  });

  it('are filled with ratios that can be computed with, however far the judgements are beyond the scale', () => {
    const { normal, integer } = random(11);
    for (let round = 0; round < 60; round++) {
      const chain = Array.from({ length: 9 }, (_, i) => [integer(i + 1), i + 1] as const);
      const pairs = [...chain, [0, 9], [2, 7]].map(([left, right]) => ({
        left: left!,
        right: right!,
        value: Math.exp(12 * normal()),
      }));
      const filled = complete(matrixOf(10, pairs), 'eigenvector');
      for (const [i, j] of gapsOf(matrixOf(10, pairs))) {
        expect(filled[i]![j]! * filled[j]![i]!).toBeCloseTo(1, 12);
      }
    }
  });

  it('of a tree of comparisons make it not testable, not consistent', () => {
    const tree = matrixOf(3, [
      { left: 0, right: 1, value: 3 },
      { left: 1, right: 2, value: 2 },
    ]);
    const found = consistency(complete(tree, 'eigenvector'), tree, 'alonso-lamata');
    expect(found.cr).toBeNull();
    expect(found.crReason).toContain('not testable');
    expect(found.gci).toBeNull();
    closeTo(priorities(complete(tree, 'eigenvector'), 'eigenvector'), [6 / 9, 2 / 9, 1 / 9], 1e-12);
  });
});

const PAIRS_OF_FIVE = [0, 1, 2, 3, 4].flatMap((i) =>
  [0, 1, 2, 3, 4].filter((j) => j > i).map((j) => [i, j] as const),
);

describe('random index', () => {
  it('follows its table, and Alonso & Lamata goes on above 15', () => {
    const table = find('alonso-lamata-ri-table').ri as unknown as Record<string, number>;
    for (const [n, value] of Object.entries(table))
      expect(randomIndex('alonso-lamata', Number(n))).toBe(value);
    expect(randomIndex('alonso-lamata', 16)).toBeCloseTo((1.7699 * 16 - 4.3513) / 15, 12);
    expect(randomIndex('saaty-1980', 16)).toBeNull();
    expect(randomIndex('tummala-ling', 3)).toBe(0.5799);
    expect(randomIndex('saaty-1980', 3)).toBe(0.58);
  });

  it('is 0 below three items, where CR and GCI are 0 by definition', () => {
    const two = [
      [1, 3],
      [1 / 3, 1],
    ];
    expect(consistency(two, two, 'saaty-1980')).toEqual({
      lambdaMax: 2,
      ci: 0,
      cr: 0,
      ri: { table: 'saaty-1980', value: 0 },
      gci: 0,
    });
  });

  it('lets 30 items be weighed', () => {
    const w = normalise(Array.from({ length: 30 }, (_, i) => 1 + (i % 7)));
    const matrix = w.map((a) => w.map((b) => a / b));
    closeTo(perron(matrix).right, w, 1e-13);
    expect(consistency(matrix, matrix, 'alonso-lamata').cr).toBeLessThan(1e-12);
    expect(consistency(matrix, matrix, 'saaty-1980').crReason).toContain('15');
  });
});

const judge = (expert: string, matrix: Complete, labels: readonly string[]): Judgement[] =>
  matrix.flatMap((row, i) =>
    row.flatMap((value, j) =>
      j > i ? [{ expert, node: 'root', left: labels[i]!, right: labels[j]!, value, line: 2 }] : [],
    ),
  );
const branch = (judgements: readonly Judgement[], items: readonly string[]) => ({
  node: 'root',
  items,
  judgements,
  file: 'j.csv',
});
const method = (
  aggregation: GroupMethod['aggregation'],
  by: GroupMethod['method'] = 'eigenvector',
): GroupMethod => ({
  method: by,
  aggregation,
  ri: 'alonso-lamata',
});

describe('groups', () => {
  const vacation = find('gluc-vacation-group');
  const people = vacation.experts!;
  const labels = vacation.labels!;
  const judgements = people.flatMap(({ name, matrix }) => judge(name, matrix, labels));
  const experts = people.map(({ name, weight }) => ({
    expert: name,
    department: 'family',
    post: null,
    weight,
  }));
  const numbers = vacation.recomputed as { aijWeights: number[]; aipWeightedArithmetic: number[] };

  it('aggregate judgements or priorities (gluc/ahp, vacation)', () => {
    const aij = weighNode(branch(judgements, labels), { experts }, method('aij'));
    closeTo(
      aij.items.map(({ weight }) => weight),
      numbers.aijWeights,
      1e-8,
    );
    const aip = weighNode(branch(judgements, labels), { experts }, method('aip-arithmetic'));
    closeTo(
      aip.items.map(({ weight }) => weight),
      numbers.aipWeightedArithmetic,
      1e-8,
    );
    expect(aip.cr).toBe(aij.cr);
  });

  it('do without what an expert of no weight left open, by priorities as by judgements', () => {
    const own = [
      ...judge(
        'a',
        [
          [1, 2, 4],
          [1 / 2, 1, 2],
          [1 / 4, 1 / 2, 1],
        ],
        ['x', 'y', 'z'],
      ),
      { expert: 'b', node: 'root', left: 'x', right: 'y', value: 9, line: 5 },
    ];
    const panel = {
      experts: [
        { expert: 'a', department: 'one', post: null, weight: 1 },
        { expert: 'b', department: 'one', post: null, weight: 0 },
      ],
    };
    for (const way of ['aij', 'aip-geometric', 'aip-arithmetic'] as const) {
      const { items } = weighNode(branch(own, ['x', 'y', 'z']), panel, method(way));
      closeTo(
        items.map(({ weight }) => weight),
        [4 / 7, 2 / 7, 1 / 7],
        1e-12,
      );
    }
  });

  it('weigh departments first: .6 / .4 with two experts and one gives .3 .3 .4', () => {
    const panel = {
      experts: ['a', 'b', 'c'].map((expert) => ({
        expert,
        department: expert === 'c' ? 'two' : 'one',
        post: null,
        weight: 1,
      })),
      departments: [
        { department: 'one', weight: 0.6 },
        { department: 'two', weight: 0.4 },
      ],
    };
    closeTo([...effectiveWeights(['a', 'b', 'c'], panel).values()], [0.3, 0.3, 0.4], 1e-15);
    closeTo([...effectiveWeights(['a', 'c'], panel).values()], [0.6, 0.4], 1e-15);
    closeTo([...effectiveWeights(['a', 'b'], panel).values()], [0.5, 0.5], 1e-15);
  });

  const value = fc.integer({ min: -8, max: 8 }).map((step) => (step >= 0 ? step + 1 : 1 / (1 - step)));
  const expertJudgements = (expert: string) =>
    fc.array(value, { minLength: 6, maxLength: 6 }).map((values) => {
      const items = ['w', 'x', 'y', 'z'];
      const pairs = items.flatMap((left, i) => items.slice(i + 1).map((right) => [left, right] as const));
      return pairs.map(
        ([left, right], k): Judgement => ({ expert, node: 'root', left, right, value: values[k]!, line: 2 }),
      );
    });

  it('give the same by AIJ and by geometric AIP under row geometric means', () => {
    fc.assert(
      fc.property(expertJudgements('a'), expertJudgements('b'), expertJudgements('c'), (a, b, c) => {
        const node = branch([...a, ...b, ...c], ['w', 'x', 'y', 'z']);
        const weights = (aggregation: GroupMethod['aggregation']) =>
          weighNode(node, {}, method(aggregation, 'geometric')).items.map(({ weight }) => weight);
        closeTo(weights('aij'), weights('aip-geometric'), 1e-12);
      }),
    );
  });

  it('permute their weights when items are permuted', () => {
    fc.assert(
      fc.property(expertJudgements('a'), (a) => {
        const weights = (items: readonly string[]) =>
          new Map(weighNode(branch(a, items), {}, method('aij')).items.map(({ id, weight }) => [id, weight]));
        const [one, other] = [weights(['w', 'x', 'y', 'z']), weights(['z', 'x', 'w', 'y'])];
        for (const [id, weight] of one) expect(other.get(id)).toBeCloseTo(weight, 12);
      }),
    );
  });

  it('are refused, naming the missing link, when comparisons do not hang together', () => {
    const parted = judgements.filter(({ left, right }) => left !== 'Spa' && right !== 'Spa');
    expect(() => weighNode(branch(parted, labels), {}, method('aij'))).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ file: 'j.csv', hint: 'compare Costs with Spa' })],
      }),
    );
  });

  it('name who has no weight where the others’ comparisons do not hang together', () => {
    const [first, ...others] = people.map(({ name }) => name);
    const parted = judgements.filter(
      ({ expert, left, right }) => expert === first || (left !== 'Spa' && right !== 'Spa'),
    );
    const weighed = experts.map((each) => ({ ...each, weight: each.expert === first ? 0 : 1 }));
    expect(others.length).toBeGreaterThan(0);
    expect(() => weighNode(branch(parted, labels), { experts: weighed }, method('aij'))).toThrow(
      expect.objectContaining({
        problems: [expect.objectContaining({ hint: `compare Costs with Spa; without weight: ${first}` })],
      }),
    );
  });

  it('never take a missing pair for 1', () => {
    const two = [
      { expert: 'a', node: 'root', left: 'x', right: 'y', value: 9, line: 2 },
      { expert: 'a', node: 'root', left: 'y', right: 'z', value: 1, line: 3 },
      { expert: 'a', node: 'root', left: 'x', right: 'z', value: null, line: 4 },
    ];
    const { items } = weighNode(branch(two, ['x', 'y', 'z']), {}, method('aij'));
    closeTo(
      items.map(({ weight }) => weight),
      [9 / 11, 1 / 11, 1 / 11],
      1e-12,
    );
  });
});
