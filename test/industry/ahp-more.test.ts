import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { repairAdvice, worstPair } from '../../src/industry/advice.js';
import { complete, harkerWeights, nextComparisons } from '../../src/industry/complete.js';
import { consensus } from '../../src/industry/consensus.js';
import { consistency, gciLimit, randomIndex } from '../../src/industry/consistency.js';
import { multiplyDown } from '../../src/industry/hierarchy.js';
import { type Complete, matrixOf } from '../../src/industry/matrix.js';
import { geometricMeans, leftVector, normalise, perron } from '../../src/industry/priority.js';
import cases from '../fixtures/ahp-cases.json' with { type: 'json' };

/** The mean of the normalised columns, an approximation that older tools print. */
function columnMeans(matrix: Complete): number[] {
  const sums = matrix.map((_row, j) => matrix.reduce((sum, row) => sum + row[j]!, 0));
  return normalise(matrix.map((row) => row.reduce((sum, a, j) => sum + a / sums[j]!, 0)));
}

/** What the cases hold between them; each has only some of it, and its test knows which. */
interface AnyCase {
  readonly labels: readonly string[];
  readonly matrix: Complete;
  readonly weights: readonly number[];
  readonly tolerance: number;
  readonly cr: number;
  readonly criteria: { readonly labels: readonly string[]; readonly matrix: Complete };
  readonly nodes: Readonly<Record<string, Complete>>;
  readonly scores: readonly number[] & Readonly<Record<string, number>>;
  readonly values: readonly number[] & Readonly<Record<string, number>>;
  readonly globalWeights: Readonly<Record<string, number>>;
  readonly mostInconsistent: readonly number[];
  readonly crBefore: number;
  readonly crAfter: number;
  readonly priorities: readonly (readonly number[])[];
  readonly experts: readonly { readonly matrix: Complete }[];
  readonly ri: Readonly<Record<string, number>>;
  readonly thresholds: Readonly<Record<string, number>>;
  readonly recomputed: {
    readonly ci: number;
    readonly cr: Readonly<Record<string, number>>;
    readonly cr_saaty1980: readonly number[];
    readonly individual: readonly (readonly number[])[];
    readonly top3: readonly (readonly number[])[];
    readonly replacement: number;
    readonly crBefore: number;
    readonly sStarEqualWeights: number;
  };
}
const find = (id: string): AnyCase => cases.find((each) => each.id === id) as unknown as AnyCase;
const closeTo = (found: readonly number[], expected: readonly number[], tolerance: number) => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(tolerance);
  });
};

it('all 27 published cases are here', () => {
  expect(cases).toHaveLength(27);
});

describe('published consistency ratios, with the table each source used', () => {
  for (const each of cases.filter(({ kind, cr }) => kind === 'single' && cr !== undefined)) {
    it(`${each.id}: CR ${each.cr} by ${each.ri_table}`, () => {
      const matrix = each.matrix as Complete;
      const { ci, cr } = each.recomputed as { ci: number; cr: Record<string, number> };
      const table = each.ri_table!;
      const found = consistency(matrix, matrix, 'alonso-lamata').ci;
      const ratio = ci === 0 ? 0 : found / (ci / cr[table]!);
      expect(Math.abs(ratio - each.cr!)).toBeLessThanOrEqual(each.crTolerance!);
    });
  }

  for (const each of cases.filter((one) => one.lambdaMax !== undefined && one.matrix)) {
    it(`${each.id}: λmax ${each.lambdaMax}`, () => {
      const found = perron(each.matrix as Complete).lambdaMax;
      expect(Math.abs(found - each.lambdaMax!)).toBeLessThanOrEqual(each.lambdaTolerance!);
    });
  }
});

describe('published ratios of other kinds', () => {
  it('bozoki-4x4-incomplete: CR 0.0372 of the completed matrix, by the table its source used', () => {
    const { matrix, cr } = find('bozoki-4x4-incomplete');
    const used = find('car-cost').recomputed;
    const ri = used.ci / used.cr['donegan-dodd']!;
    const { ci } = consistency(complete(matrix, 'eigenvector'), matrix, 'alonso-lamata');
    expect(ci / ri).toBeCloseTo(cr, 4);
  });

  it('gluc-vacation-group: CR of each expert', () => {
    const { experts, recomputed } = find('gluc-vacation-group');
    const found = experts.map(({ matrix }) => consistency(matrix, matrix, 'saaty-1980').cr!);
    closeTo(found, recomputed.cr_saaty1980, 1e-6);
    experts.forEach(({ matrix }, k) => {
      closeTo(perron(matrix).right, recomputed.individual[k]!, 1e-7);
    });
  });
});

describe('published hierarchies', () => {
  it('teknomo-fruit-3 and jmcdm-hierarchy: column means', () => {
    const fruit = find('teknomo-fruit-3');
    closeTo(columnMeans(fruit.matrix), fruit.weights, fruit.tolerance);
    const { criteria, nodes, scores, tolerance } = find('jmcdm-hierarchy');
    const items = (ids: readonly string[], matrix: Complete) =>
      columnMeans(matrix).map((weight, i) => ({ id: ids[i]!, weight }));
    const places = ['0', '1', '2', '3'];
    const global = multiplyDown('goal')(
      new Map([
        ['goal', items(criteria.labels, criteria.matrix)],
        ...criteria.labels.map((label) => [label, items(places, nodes[label]!)] as const),
      ]),
    );
    closeTo(
      places.map((place) => global.get(place)!),
      scores,
      tolerance,
    );
  });

  it('haas-meixner-direct: values to weights', () => {
    const direct = find('haas-meixner-direct');
    closeTo(normalise(direct.values), direct.weights, direct.tolerance);
  });

  it('ahpy-master-depth4: leaves of unequal depth', () => {
    const { globalWeights, scores, tolerance } = find('ahpy-master-depth4');
    const pair = (left: string, right: string, ratio: number) => [
      { id: left, weight: ratio / (1 + ratio) },
      { id: right, weight: 1 / (1 + ratio) },
    ];
    const global = multiplyDown('a')(
      new Map([
        ['a', pair('b', 'c', 1)],
        ['b', pair('d', 'e', 4)],
        ['d', pair('f', 'g', 2)],
      ]),
    );
    for (const [id, weight] of Object.entries(globalWeights))
      expect(Math.abs(global.get(id)! - (weight as number))).toBeLessThanOrEqual(tolerance);
    const values = { c: [2, 4, 4], f: [2, 4, 4], e: [1, 2, 3], g: [1, 2, 3] };
    ['x', 'y', 'z'].forEach((name, k) => {
      const score = Object.entries(values).reduce(
        (sum, [leaf, own]) => sum + global.get(leaf)! * normalise(own)[k]!,
        0,
      );
      expect(Math.abs(score - scores[name]!)).toBeLessThanOrEqual(tolerance);
    });
  });
});

/**
 * How λmax answers to one judgement: ∂λ/∂a_ij = y_i x_j − y_j x_i / a_ij² with yᵀx = 1 (the reciprocal moves along).
 * @source Harker (1987), Derivatives of the Perron root of a positive reciprocal matrix
 */
function eigenvalueSlope(matrix: Complete, i: number, j: number): number {
  const { right: x } = perron(matrix);
  const left = leftVector(matrix);
  const scale = left.reduce((sum, y, k) => sum + y * x[k]!, 0);
  return (left[i]! * x[j]! - (left[j]! * x[i]!) / matrix[i]![j]! ** 2) / scale;
}

describe('λmax and single judgements', () => {
  it('sensitivity-harker-3: ∂λ/∂a', () => {
    const { matrix, values, tolerance } = find('sensitivity-harker-3');
    const third = [
      [1, 2, 3],
      [1 / 2, 1, 2],
      [1 / 3, 1 / 2, 1],
    ];
    expect(matrix).toHaveLength(3);
    for (const [place, expected] of Object.entries(values)) {
      const [i, j] = place.split(',').map(Number);
      expect(Math.abs(eigenvalueSlope(third, i!, j!) - (expected as number))).toBeLessThanOrEqual(tolerance);
    }
  });

  it('saaty-house-repair: worst pair, replacement, CR before and after', () => {
    const { matrix, mostInconsistent, crBefore, crAfter, recomputed, labels, tolerance } =
      find('saaty-house-repair');
    const { right } = perron(matrix);
    const [i, j, error] = worstPair(matrix, right);
    expect([i, j]).toEqual(mostInconsistent);
    expect(error).toBeCloseTo(recomputed.top3[0]![2]!, 5);
    const open = matrix.map((row, r) =>
      row.map((value, c) => ((r === i && c === j) || (r === j && c === i) ? null : value)),
    );
    const w = harkerWeights(open);
    expect(w[i]! / w[j]!).toBeCloseTo(recomputed.replacement, 9);
    const mended = matrix.map((row) => [...row]);
    mended[i]![j] = recomputed.replacement;
    mended[j]![i] = 1 / recomputed.replacement;
    const ci = (each: Complete) => consistency(each, each, 'alonso-lamata').ci;
    const ri = ci(matrix) / recomputed.crBefore;
    expect(ci(matrix) / ri).toBeCloseTo(crBefore, 2);
    expect(Math.abs(ci(mended) / ri - crAfter)).toBeLessThanOrEqual(tolerance);
    const found = consistency(matrix, matrix, 'alonso-lamata');
    const [advice] = repairAdvice(matrix, labels, {
      method: 'eigenvector',
      ri: 'alonso-lamata',
      found,
      filled: matrix,
    });
    expect(advice).toMatchObject({ left: 'neighbourhood', right: 'condition', value: 6, snapped: '1/2' });
    expect(advice!.crAfter!).toBeLessThan(0.1);
    expect(advice!.text).toContain('neighbourhood to condition is 6');
  });

  it('quotes nobody where no third item was compared with both', () => {
    const asked = matrixOf(
      4,
      (
        [
          [0, 1, 3],
          [1, 2, 3],
          [2, 3, 3],
          [0, 3, 1 / 4],
        ] as const
      ).map(([left, right, value]) => ({ left, right, value })),
    );
    for (const method of ['eigenvector', 'geometric'] as const) {
      const filled = complete(asked, method);
      const found = consistency(filled, asked, 'alonso-lamata');
      const [advice] = repairAdvice(asked, ['a', 'b', 'c', 'd'], {
        method,
        ri: 'alonso-lamata',
        found,
        filled,
      });
      expect(advice).toMatchObject({ left: 'a', right: 'b', triad: [] });
      expect(advice!.text).toMatch(
        /^a to b is 3, but the other judgements together say 1\/36; ask again, about 1\/9 /,
      );
    }
  });

  it('quotes two judgements before values that gaps were filled with', () => {
    const judged = [
      [0, 1, 4],
      [0, 3, 1 / 3],
      [0, 4, 1 / 2],
      [1, 2, 1],
      [1, 3, 1 / 4],
      [2, 3, 1 / 2],
      [2, 4, 4],
    ] as const;
    const asked = matrixOf(
      5,
      judged.map(([left, right, value]) => ({ left, right, value })),
    );
    const filled = complete(asked, 'eigenvector');
    const found = consistency(filled, asked, 'alonso-lamata');
    const how = { method: 'eigenvector', ri: 'alonso-lamata', found, filled } as const;
    const [advice] = repairAdvice(asked, ['a', 'b', 'c', 'd', 'e'], how);
    expect(advice!.triad).toEqual(['a', 'b', 'd']);
    expect(advice!.text).toContain('a to b is 4, but through d it would be 1.33;');
  });

  it('advises nothing where judgements are consistent', () => {
    const fine = [
      [1, 2, 4],
      [1 / 2, 1, 2],
      [1 / 4, 1 / 2, 1],
    ];
    const found = consistency(fine, fine, 'alonso-lamata');
    expect(
      repairAdvice(fine, ['a', 'b', 'c'], {
        method: 'eigenvector',
        ri: 'alonso-lamata',
        found,
        filled: fine,
      }),
    ).toEqual([]);
  });
});

describe('consensus', () => {
  it('goepel-consensus-zero: 0 when each favours another item, 1 when all agree', () => {
    const { priorities, tolerance } = find('goepel-consensus-zero');
    const voices = priorities.map((w) => ({ weight: 1, w }));
    expect(Math.abs(consensus(voices)!)).toBeLessThanOrEqual(tolerance);
    expect(consensus([voices[0]!, voices[0]!, voices[0]!])).toBeCloseTo(1, 9);
    expect(consensus([voices[0]!])).toBeNull();
  });

  it('gluc-vacation-group: with equal weights', () => {
    const { experts, recomputed } = find('gluc-vacation-group');
    const voices = experts.map(({ matrix }) => ({
      weight: 1,
      w: perron(matrix).right,
    }));
    expect(consensus(voices)).toBeCloseTo(recomputed.sStarEqualWeights, 7);
  });
});

describe('gci-thresholds', () => {
  it('are the published ones, derived as 2n/(n−2) times a tenth of RI', () => {
    const { thresholds, recomputed } = find('gci-thresholds');
    expect([3, 4, 5, 9].map(gciLimit)).toEqual([
      thresholds['3'],
      thresholds['4'],
      thresholds['5+'],
      thresholds['5+'],
    ]);
    expect(gciLimit(2)).toBeNull();
    for (const [n, expected] of Object.entries(recomputed as unknown as Record<string, number>)) {
      const derived = ((2 * Number(n)) / (Number(n) - 2)) * 0.1 * randomIndex('alonso-lamata', Number(n))!;
      expect(derived).toBeCloseTo(expected, 3);
    }
  });
});

describe('GCI of a matrix with gaps', () => {
  const gciOf = (...pairs: readonly (readonly [number, number, number])[]) => {
    const asked = matrixOf(
      4,
      pairs.map(([left, right, value]) => ({ left, right, value })),
    );
    const found = (['eigenvector', 'geometric'] as const).map(
      (method) => consistency(complete(asked, method), asked, 'alonso-lamata').gci!,
    );
    expect(found[0]).toBe(found[1]);
    return found[0]!;
  };

  it('by hand: the error round a circle is spread over its pairs, and one degree of freedom is left', () => {
    const roundThree = gciOf([0, 1, 2], [1, 2, 2], [0, 2, 1], [2, 3, 7]);
    expect(roundThree).toBeCloseTo(Math.log(4) ** 2 / 3, 12);
    const roundFour = gciOf([0, 1, 2], [1, 2, 2], [2, 3, 2], [0, 3, 1]);
    expect(roundFour).toBeCloseTo(Math.log(8) ** 2 / 4, 12);
  });
});

describe('any consistent matrix', () => {
  it('has CR 0, and both methods agree', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 }),
        (raw) => {
          const w = normalise(raw);
          const matrix = w.map((a) => w.map((b) => a / b));
          closeTo(perron(matrix).right, w, 1e-12);
          closeTo(geometricMeans(matrix), w, 1e-12);
          expect(consistency(matrix, matrix, 'saaty-1980').cr!).toBeLessThan(1e-10);
        },
      ),
    );
  });

  it('survives losing comparisons: both completions find what was taken away', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 4, maxLength: 8 }),
        fc.nat(5),
        (raw, skip) => {
          const w = normalise(raw);
          const pairs = w.flatMap((a, i) =>
            w.slice(i + 1).map((b, k) => ({ left: i, right: i + 1 + k, value: a / b })),
          );
          const chain = pairs.filter(({ left, right }, k) => right === left + 1 || k % 6 !== skip);
          for (const method of ['eigenvector', 'geometric'] as const) {
            const filled = complete(matrixOf(w.length, chain), method);
            filled.forEach((row, i) => {
              row.forEach((value, j) => {
                expect(Math.log(value)).toBeCloseTo(Math.log(w[i]! / w[j]!), 9);
              });
            });
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the next comparison', () => {
  it('that tells most closes the longest chain', () => {
    const chain = matrixOf(
      4,
      [0, 1, 2].map((i) => ({ left: i, right: i + 1, value: 2 })),
    );
    const [first, ...others] = nextComparisons(chain);
    expect(first!.pair).toEqual([0, 3]);
    expect(first!.variance).toBeCloseTo(3, 12);
    expect(others.map(({ variance }) => variance)).toEqual([expect.closeTo(2, 12), expect.closeTo(2, 12)]);
  });
});
