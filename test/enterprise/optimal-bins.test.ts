import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trend } from '../../src/document/training-spec.js';
import { optimalBins } from '../../src/enterprise/optimal-bins.js';

interface Variable {
  readonly prebin_cuts: readonly number[];
  readonly prebin_good: readonly number[];
  readonly prebin_bad: readonly number[];
  readonly optimal: Readonly<Record<string, { readonly iv: number; readonly splits: readonly number[] }>>;
}

const path = join(import.meta.dirname, '../../../shared/cases/scorecard/optimal_binning_exhaustive.json');

describe.skipIf(!existsSync(path))('optimalBins (needs ../shared/cases)', () => {
  const variables: Record<string, Variable> = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8')).variables
    : {};
  const all = Object.entries(variables).flatMap(([name, variable]) =>
    Object.entries(variable.optimal).map(([key, best]) => [`${name} ${key}`, variable, key, best] as const),
  );
  it.each(all)('equals the exhaustive optimum: %s', (_title, variable, key, best) => {
    const [trend, maxBins, minShare] = key.split('|').map((part) => part.split('=').at(-1)!);
    const counts = variable.prebin_good.map((goods, i) => ({
      goods,
      bads: variable.prebin_bad[i]!,
      weightedGoods: goods * 1e6,
      weightedBads: variable.prebin_bad[i]! * 1e6,
    }));
    const found = optimalBins(counts, {
      trend: trend as Exclude<Trend, 'auto'>,
      maxBins: maxBins === 'None' ? counts.length : Number(maxBins),
      minRows: Number(minShare) * 1000,
      minGoods: 1,
      minBads: 1,
      empty: { goods: 0.5e6, bads: 0.5e6 },
      totals: { weightedGoods: 700e6, weightedBads: 300e6 },
    });
    expect(found.iv).toBeCloseTo(best.iv, 12);
    expect(found.starts.map((start) => variable.prebin_cuts[start - 1])).toEqual(best.splits);
  });
});

describe('optimalBins where limits of 0 allow bins without goods or without bads', () => {
  const empty = 0.5;
  /** Every partition into at most so many consecutive bins, an empty cell counted as `empty`. */
  function best(goods: readonly number[], bads: readonly number[], maxBins: number): number {
    const [allGoods, allBads] = [goods, bads].map((counts) => counts.reduce((sum, n) => sum + n, 0)) as [
      number,
      number,
    ];
    let most = Number.NEGATIVE_INFINITY;
    for (let cuts = 0; cuts < 2 ** (goods.length - 1); cuts++) {
      const bins: [number, number][] = [[0, 0]];
      goods.forEach((n, i) => {
        if (i > 0 && (cuts >> (i - 1)) % 2 === 1) bins.push([0, 0]);
        bins.at(-1)![0] += n;
        bins.at(-1)![1] += bads[i]!;
      });
      if (bins.length > maxBins) continue;
      const iv = bins.reduce((sum, [g, b]) => {
        const [shareGood, shareBad] = [(g === 0 ? empty : g) / allGoods, (b === 0 ? empty : b) / allBads];
        return sum + (shareBad - shareGood) * Math.log(shareBad / shareGood);
      }, 0);
      most = Math.max(most, iv);
    }
    return most;
  }
  const cases: readonly (readonly [goods: readonly number[], bads: readonly number[], maxBins: number])[] = [
    [[100, 90, 0, 40, 30], [0, 0, 10, 20, 30], 3],
    [[5, 0, 7, 0, 9, 3], [0, 4, 1, 6, 0, 2], 6],
    [[300, 1, 1, 0], [0, 1, 2, 40], 2],
  ];
  it.each(cases)('goods %j, bads %j, at most %i bins', (goods, bads, maxBins) => {
    const weighted = goods.map((n, i) => ({
      goods: n,
      bads: bads[i]!,
      weightedGoods: n * 1e6,
      weightedBads: bads[i]! * 1e6,
    }));
    const limits = {
      trend: 'none' as const,
      maxBins,
      minRows: 0,
      empty: { goods: empty * 1e6, bads: empty * 1e6 },
      totals: {
        weightedGoods: goods.reduce((sum, n) => sum + n, 0) * 1e6,
        weightedBads: bads.reduce((sum, n) => sum + n, 0) * 1e6,
      },
    };
    const free = optimalBins(weighted, { ...limits, minGoods: 0, minBads: 0 });
    expect(free.iv).toBeCloseTo(best(goods, bads, maxBins), 12);
    // A limit of 1 is another limit.
    expect(optimalBins(weighted, { ...limits, minGoods: 1, minBads: 1 }).iv).toBeLessThan(free.iv);
  });
});
