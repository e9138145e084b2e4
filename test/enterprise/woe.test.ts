import { describe, expect, it } from 'vitest';
import type { Bin } from '../../src/document/bin.js';
import { enterpriseSpecSchema } from '../../src/document/enterprise-spec.js';
import type { Feature } from '../../src/document/feature.js';
import { assignBins } from '../../src/enterprise/assign-bins.js';
import { binCells } from '../../src/enterprise/bin-feature.js';
import type { BinShape } from '../../src/enterprise/bin-shape.js';
import { cutCells, type ManualBins } from '../../src/enterprise/cells.js';
import { selectFeatures } from '../../src/enterprise/select-features.js';
import { countCells, type FeatureColumn, type TrainingTable } from '../../src/enterprise/training-table.js';
import { determination, informationValue, weightOfEvidence } from '../../src/enterprise/woe.js';
import { correlations, varianceInflation } from '../../src/enterprise/woe-matrix.js';
import { caseCsv, caseJson, hasCases } from '../fixtures/shared-cases.js';

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

const binning = {
  ...enterpriseSpecSchema.shape.binning.parse({}),
  smoothing: 0.9,
  minGoods: 0,
  minBads: 0,
};
const texts = { en: 'x', zh: 'x' };
const base = { dimension: 'd', name: texts, better: 'either', actionable: false } as const;
/** A numeric feature; −999 is its special code. */
const numeric = (id: string): Feature => ({
  ...base,
  id,
  kind: 'sum',
  terms: [{ column: id, times: 1 }],
  specials: [-999],
});
const category = (id: string): Feature => ({ ...base, id, kind: 'category', column: id });

function tableOf(columns: Readonly<Record<string, FeatureColumn>>, bad: readonly number[]): TrainingTable {
  return {
    rows: bad.length,
    bad: Uint8Array.from(bad),
    weightMillionths: new Float64Array(bad.length).fill(1e6),
    source: new Uint8Array(bad.length),
    sampleKey: Uint32Array.from(bad, (_b, i) => i),
    columns: new Map(Object.entries(columns)),
  };
}

const numbers = (values: readonly (number | null)[]): FeatureColumn => ({
  kind: 'number',
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
});

function categories(values: readonly (string | null)[]): FeatureColumn {
  const labels = [...new Set(values.filter((value) => value !== null))];
  return {
    kind: 'category',
    labels,
    codes: Int32Array.from(values, (value) => (value === null ? -1 : labels.indexOf(value))),
  };
}

/** Cuts, counts and bins a feature on every row. */
function binOn(
  feature: Feature,
  table: TrainingTable,
  options: Partial<typeof binning> = {},
  manual?: ManualBins,
) {
  const settings = { ...binning, ...options };
  const rows = all(table);
  const cells = cutCells(feature, table, { sample: rows, binning: settings, manual });
  const counts = countCells(table, rows, { codes: cells.codes, size: cells.shapes.length });
  return { ...binCells(cells, counts, { binning: settings, waived: false }), sourceDetermination: null };
}

const all = (table: TrainingTable) => Uint32Array.from({ length: table.rows }, (_, i) => i);

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
    const waivers = { copy: 'known on the day, checked by hand' };
    const { kept } = selectFeatures(binned, {
      rows,
      limits: { ...limits, waivers },
      shielded: new Set(),
    });
    expect(kept.map(({ feature }) => feature.id)).toContain('copy');
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
});
