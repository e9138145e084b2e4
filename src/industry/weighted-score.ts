import type { IndustryDocument } from '../document/industry-document.js';
import { type FrozenIndicator, normalised } from './frozen-indicator.js';
import type { RawValues } from './indicators.js';

/** One industry's normalised values, NaN where missing. */
export function normalisedValues(
  indicators: readonly FrozenIndicator[],
  raw: RawValues,
  industry: number,
): Float64Array {
  return Float64Array.from(indicators, (indicator, i) => {
    const value = raw[i]![industry]!;
    return value === null ? Number.NaN : normalised(indicator, value);
  });
}

/** The score of one industry under given global weights. */
export function scoreOf(
  indicators: IndustryDocument['indicators'],
  weights: ReadonlyMap<string, number>,
  values: Float64Array,
): number {
  const own = Float64Array.from(indicators, ({ id }) => weights.get(id)!);
  return weightedScore(values, own, dimensionPlaces(indicators));
}

/** Places of each dimension's indicators. */
export function dimensionPlaces(indicators: IndustryDocument['indicators']): number[][] {
  const names = [...new Set(indicators.map(({ dimension }) => dimension))];
  return names.map((name) => indicators.flatMap(({ dimension }, i) => (dimension === name ? [i] : [])));
}

/** Σ weight × value, a missing value's weight shared within its dimension. */
export function weightedScore(
  values: Float64Array,
  weights: Float64Array,
  dimensions: readonly (readonly number[])[],
): number {
  let total = 0;
  for (const places of dimensions) {
    let [all, known, sum] = [0, 0, 0];
    for (const i of places) {
      all += weights[i]!;
      if (Number.isNaN(values[i]!)) continue;
      known += weights[i]!;
      sum += weights[i]! * values[i]!;
    }
    total += known === all ? sum : (sum / known) * all;
  }
  return total;
}
