import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trend } from '../../src/document/enterprise-spec.js';
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
      totals: { weightedGoods: 700e6, weightedBads: 300e6 },
    });
    expect(found.iv).toBeCloseTo(best.iv, 12);
    expect(found.starts.map((start) => variable.prebin_cuts[start - 1])).toEqual(best.splits);
  });
});
