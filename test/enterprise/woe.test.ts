import { describe, expect, it } from 'vitest';
import { random } from '../../src/core/random.js';
import type { Bin } from '../../src/document/bin.js';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import { assignBins } from '../../src/enterprise/assign-bins.js';
import type { BinShape } from '../../src/enterprise/bin-shape.js';
import { selectFeatures } from '../../src/enterprise/select-features.js';
import { varianceInflation } from '../../src/enterprise/variance-inflation.js';
import {
  classDetermination,
  determination,
  informationValue,
  weightOfEvidence,
} from '../../src/enterprise/woe.js';
import { correlations } from '../../src/enterprise/woe-matrix.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';
import { all, binOn, categories, category, numbers, numeric, tableOf } from '../fixtures/training-table.js';

interface PublishedBin {
  readonly bin: string;
  readonly good: number;
  readonly bad: number;
  readonly woe: number;
  readonly iv: number;
}
const published = caseJson<{
  readonly breaks: Readonly<Record<string, readonly (number | readonly string[])[]>>;
  readonly tables: Readonly<Record<string, Readonly<Record<string, readonly PublishedBin[]>>>>;
  readonly iv_total: Readonly<Record<string, Readonly<Record<string, number>>>>;
}>('woe_fixed_breaks.json');

function shapesOf(breaks: readonly (number | readonly string[])[]): BinShape[] {
  if (typeof breaks[0] !== 'number')
    return [
      { kind: 'missing' },
      ...breaks.map(
        (values, i): BinShape => ({
          kind: 'group',
          values: values as string[],
          unseen: i === breaks.length - 1,
        }),
      ),
    ];
  const edges = [null, ...(breaks as number[])];
  return [
    { kind: 'missing' },
    { kind: 'special', code: -999 },
    ...edges.map((lo, i): BinShape => ({ kind: 'range', lo, hi: edges[i + 1] ?? null })),
  ];
}

const nameOf = (bin: Bin): string => {
  if (bin.kind === 'missing') return 'missing';
  if (bin.kind === 'special') return 'special:-999.0';
  return bin.kind === 'group' ? bin.values.join('|') : `[${bin.lo ?? '-inf'},${bin.hi ?? 'inf'})`;
};

describe.skipIf(!hasCases)('WOE tables with fixed breaks (needs ../shared/cases)', () => {
  const files = { clean: 'german.csv', missing_special: 'german_missing.csv' } as const;
  for (const [name, file] of Object.entries(files)) {
    const rows = caseCsv(file);
    it.each(Object.keys(published.breaks ?? {}))(`${name}: %s`, (id) => {
      const raw = rows.map((row) => (row[id] === '' ? null : row[id]!));
      const column =
        id === 'purpose'
          ? categories(raw)
          : numbers(raw.map((cell) => (cell === null ? null : Number(cell))));
      const table = tableOf(
        { [id]: column },
        rows.map((row) => Number(row.y)),
      );
      const feature = id === 'purpose' ? category(id) : numeric(id);
      const shapes = shapesOf(published.breaks[id]!);
      const counted = binOn(feature, table, {}, { shapes, author: 'reference', reason: 'fixed breaks' });
      const found = new Map(counted.bins.map((bin) => [nameOf(bin), bin]));
      for (const { bin, good, bad, woe, iv } of published.tables[name]![id]!) {
        expect(found.get(bin)).toMatchObject({ goods: good, bads: bad });
        expect(found.get(bin)!.woe).toBeCloseTo(woe, 12);
        expect(found.get(bin)!.iv).toBeCloseTo(iv, 12);
      }
      expect(counted.iv).toBeCloseTo(published.iv_total[name]![id]!, 12);
    });
  }

  it('information value of raw values, empty cells counting 0.9', () => {
    const rows = caseCsv('german.csv');
    const { iv } = caseJson<{ readonly iv: Readonly<Record<string, number>> }>('iv_raw.json');
    for (const [name, expected] of Object.entries(iv)) {
      const cells = new Map<string, { goods: number; bads: number }>();
      for (const row of rows) {
        const cell = cells.get(row[name]!) ?? { goods: 0, bads: 0 };
        if (row.y === '1') cell.bads++;
        else cell.goods++;
        cells.set(row[name]!, cell);
      }
      const counts = [...cells.values()].map(({ goods, bads }) => ({
        goods,
        bads,
        weightedGoods: goods * 1e6,
        weightedBads: bads * 1e6,
      }));
      expect(informationValue(weightOfEvidence(counts, 0.9))).toBeCloseTo(expected, 12);
    }
  });

  it('an empty cell counts rows of the mean weight of its kind: no bad is better than five, however bads weigh', () => {
    const woes = (badWeight: number) =>
      weightOfEvidence(
        [
          [400, 0],
          [395, 5],
          [205, 95],
        ].map(([goods, bads]) => ({
          goods: goods!,
          bads: bads!,
          weightedGoods: goods! * 1e6,
          weightedBads: bads! * badWeight * 1e6,
        })),
        0.5,
      ).map(({ woe }) => woe);
    const [none, five] = woes(1);
    expect(none).toBeCloseTo(Math.log(0.5 / 400) - Math.log(100.5 / 1000), 12);
    expect(none).toBeLessThan(five!);
    woes(0.05).forEach((woe, i) => {
      expect(woe).toBeCloseTo(woes(1)[i]!, 12);
    });
  });

  it('variance inflation and correlation of WOE columns', () => {
    const references =
      caseJson<Record<string, { vif: Record<string, number>; pearson: number[][]; names: string[] }>>(
        'logistic_regression.json',
      );
    const rows = caseCsv('lr_woe_train.csv');
    const names = Object.keys(references.J_vif_train_woe!.vif);
    const x = Float64Array.from(rows.flatMap((row) => names.map((name) => Number(row[name]))));
    varianceInflation(correlations(x, rows.length, names.length)).forEach((found, j) => {
      expect(found).toBeCloseTo(references.J_vif_train_woe!.vif[names[j]!]!, 9);
    });
    const { pearson } = references.K_corr!;
    correlations(x, rows.length, names.length).forEach((row, i) => {
      row.forEach((found, j) => {
        expect(found).toBeCloseTo(pearson[i]![j]!, 9);
      });
    });
  });
});

it('bins with the same odds are worth the same to the last bit, and one with all of them nothing', () => {
  const woes = (...cells: readonly (readonly [goods: number, bads: number])[]) =>
    weightOfEvidence(
      cells.map(([goods, bads]) => ({ goods, bads, weightedGoods: goods * 1e6, weightedBads: bads * 1e6 })),
      0.5,
    ).map(({ woe }) => woe);
  const [seven, same] = woes([28, 4], [21, 3], [32, 2], [6, 1]);
  expect(seven).toBe(same);
  for (const [goods, bads] of [
    [87, 10],
    [49, 3],
    [1485, 5],
  ] as const)
    expect(woes([goods, bads])[0]).toBe(0);
});

describe('bins at their edges', () => {
  const column = numbers([9, 10, 11, null, -999, Number.MAX_VALUE, -Number.MAX_VALUE]);
  const bins = shapesOf([10]).map(
    (shape) => ({ ...shape, points: 0, woe: 0, iv: 0, goods: 0, bads: 0 }) as Bin,
  );

  it('a value on a cut belongs above it; missing is bin 0, special codes come before ranges', () => {
    expect([...assignBins(column, bins)]).toEqual([2, 3, 3, 0, 1, 3, 2]);
  });

  it('an unseen category goes to the declared group', () => {
    const groups: Bin[] = [
      { kind: 'missing', points: 0, woe: 0, iv: 0, goods: 0, bads: 0 },
      { kind: 'group', values: ['a'], unseen: true, points: 0, woe: 0, iv: 0, goods: 0, bads: 0 },
      { kind: 'group', values: ['b'], unseen: false, points: 0, woe: 0, iv: 0, goods: 0, bads: 0 },
    ];
    expect([...assignBins(categories(['b', 'zzz', null, 'a']), groups)]).toEqual([2, 1, 0, 1]);
  });
});

describe('features that cannot stay', () => {
  const bad = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const table = tableOf(
    {
      constant: numbers(bad.map(() => 3)),
      empty: numbers(bad.map(() => null)),
      copy: numbers(bad),
      label: categories(bad.map((each) => (each === 1 ? 'bad' : 'good'))),
      fair: numbers(bad.map((each, i) => (i % 3 === 0 ? 1 - each : each) + (i % 7) / 10)),
    },
    bad,
  );
  const rows = all(table);
  const features = [
    numeric('constant'),
    numeric('empty'),
    numeric('copy'),
    category('label'),
    numeric('fair'),
  ];
  const binned = features.map((feature) => binOn(feature, table, { minGoods: 5, minBads: 5 }));
  const limits = enterpriseSpecSchema.shape.selection.parse({ maxIv: 5 });
  const waived = { ...limits, waivers: { copy: 'known on the day, checked by hand' } };

  it('are listed with stage and reason: constant, all missing, copies of the label', () => {
    const { kept, rejected } = selectFeatures(binned, { rows, limits, shielded: new Set() });
    expect(rejected.map(({ feature, stage }) => [feature, stage])).toEqual([
      ['constant', 'constant'],
      ['empty', 'missing'],
      ['copy', 'leakage'],
      ['label', 'leakage'],
    ]);
    expect(kept.map(({ feature }) => feature.id)).toEqual(['fair']);
  });

  it('stay when they are waived in writing', () => {
    // Of the first forty rows, the label is told wrongly.
    const copy = numbers(bad.map((each, i) => (i < 40 ? 1 - each : each)));
    const near = binOn(numeric('copy'), tableOf({ copy }, bad), { minGoods: 5, minBads: 5 });
    const keptOf = (waivers: Readonly<Record<string, string>>) =>
      selectFeatures([near], { rows, limits: { ...limits, maxIv: 0.5, waivers }, shielded: new Set() }).kept;
    expect(keptOf({})).toEqual([]);
    expect(keptOf(waived.waivers)).toEqual([near]);
  });

  it('but not where nothing is left that could tell firms apart, and that is the reason told', () => {
    // Bins of at least five goods and five bads cannot part a copy of the label: all in one bin.
    const { rejected } = selectFeatures(binned, { rows, limits: waived, shielded: new Set() });
    expect(rejected.find(({ feature }) => feature === 'copy')).toMatchObject({ stage: 'constant' });
  });
});

describe('determination', () => {
  const cell = (goods: number, bads: number) => ({ goods, bads, weightedGoods: goods, weightedBads: bads });
  it('is Goodman and Kruskal’s lambda: 0 without, 1 with the label', () => {
    expect(determination([cell(50, 10), cell(50, 10)])).toBe(0);
    expect(determination([cell(100, 0), cell(0, 20)])).toBe(1);
    expect(determination([cell(90, 2), cell(6, 24)])).toBeCloseTo(1 - 8 / 26, 12);
    expect(determination([cell(5, 0)])).toBe(0);
  });

  it('takes each firm for what most of the others in its cell are: a cell of its own settles nothing', () => {
    const alone = Array.from({ length: 60 }, (_, i) => cell(i % 3 === 0 ? 0 : 1, i % 3 === 0 ? 1 : 0));
    expect(determination(alone)).toBe(0);
    // Of (4, 3) each good firm has three others of each kind: taken for good, as most are; the bad ones are wrong.
    expect(determination([cell(4, 3), cell(20, 0), cell(0, 9)])).toBeCloseTo(1 - 3 / 12, 12);
    // Of (3, 3) each has three of the other kind and two of its own: all wrong.
    expect(determination([cell(3, 3), cell(20, 0), cell(0, 9)])).toBeCloseTo(1 - 6 / 12, 12);
    expect(determination([cell(2, 2), cell(3, 2)])).toBe(0);
  });

  it('tells noise of a few firms from a leak', () => {
    const { uniform } = random(3);
    const firms = Array.from({ length: 57 }, () => ({ bad: uniform() < 0.25 ? 1 : 0, noise: uniform() }));
    const table = tableOf(
      { noise: numbers(firms.map(({ noise }) => noise)), leak: numbers(firms.map(({ bad }) => 7 * bad)) },
      firms.map(({ bad }) => bad),
    );
    expect(binOn(numeric('noise'), table).determination).toBeLessThan(0.3);
    expect(binOn(numeric('leak'), table).determination).toBe(1);
  });
});

describe('classDetermination', () => {
  it('is lambda over several classes, and silent below 30 firms outside the largest', () => {
    // 100 of 160 are in the first class; knowing the cell, 20 + 10 errors are left of 60
    expect(
      classDetermination([
        [90, 10, 10],
        [10, 40, 0],
      ]),
    ).toBeCloseTo(1 - 30 / 60, 12);
    expect(classDetermination([[100, 29]])).toBeNull();
    expect(classDetermination([[100, 30]])).toBe(0);
    expect(classDetermination([])).toBeNull();
  });
});

describe('columns that determine each other', () => {
  it('correlate by 1 and no more, whatever rounding makes of it', () => {
    const stream = random(1, 1);
    for (let k = 0; k < 50; k++) {
      const values = Array.from({ length: 21 }, () => stream.uniform());
      const twins = values.flatMap((value) => [value, value, -value]);
      const matrix = correlations(Float64Array.from(twins), values.length, 3);
      expect(Math.max(...matrix.flat().map(Math.abs))).toBe(1);
    }
  });
});
