import { canonicalJson } from '../document/canonical.js';
import type { Indicator } from '../document/indicator-spec.js';

/** An indicator with its bounds frozen. */
export interface FrozenIndicator extends Indicator {
  readonly bounds?: { readonly low: number; readonly high: number } | undefined;
}

/**
 * Freezes the bounds of an indicator: given ones, or the extremes of the data after cutting off the winsorised shares.
 * @param indicator the indicator
 * @param values its raw values over the industries
 */
export function freezeBounds(indicator: Indicator, values: readonly (number | null)[]): FrozenIndicator {
  const { normalisation, winsorise } = indicator;
  if (normalisation.kind === 'target' || normalisation.kind === 'interval') return indicator;
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const pick = (bound: number | 'data', share: number) =>
    bound === 'data' ? quantile(sorted, share) : bound;
  return {
    ...indicator,
    bounds: { low: pick(normalisation.low, winsorise), high: pick(normalisation.high, 1 - winsorise) },
  };
}

/** The quantile by linear interpolation between order statistics (type 7 of Hyndman & Fan 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const [a, b] = [sorted[low] ?? Number.NaN, sorted[Math.min(low + 1, sorted.length - 1)] ?? Number.NaN];
  return a + (place - low) * (b - a);
}

/**
 * The bounds that an earlier document learned for indicators that are defined as they were: they stay, so that another
 * industry or another year moves no other score.
 * @param indicators the spec's indicators
 * @param before the indicators of the earlier document
 */
export function frozenBefore(indicators: readonly Indicator[], before: readonly FrozenIndicator[]) {
  const definition = ({ source, normalisation, winsorise }: Indicator) =>
    canonicalJson({ source, normalisation, winsorise });
  return new Map(
    indicators.filter(isLearned).flatMap((indicator) => {
      const old = before.find(({ id }) => id === indicator.id);
      const same = old?.bounds !== undefined && definition(old) === definition(indicator);
      return same ? [[indicator.id, old.bounds!] as const] : [];
    }),
  );
}

/** Whether a bound comes from the data, not from the spec. */
function isLearned({ normalisation }: Indicator): boolean {
  const isBounded = normalisation.kind === 'benefit' || normalisation.kind === 'cost';
  return isBounded && (normalisation.low === 'data' || normalisation.high === 'data');
}

/**
 * An indicator's value on 0..100.
 * @param indicator with frozen bounds
 * @param value the raw value
 */
export function normalised({ normalisation, bounds }: FrozenIndicator, value: number): number {
  switch (normalisation.kind) {
    case 'benefit':
    case 'cost': {
      const { low, high } = bounds!;
      const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
      return 100 * (normalisation.kind === 'benefit' ? share : 1 - share);
    }
    case 'target':
      return 100 * Math.max(0, 1 - Math.abs(value - normalisation.target) / normalisation.tolerance);
    case 'interval': {
      const { low, high, tolerance } = normalisation;
      return 100 * Math.max(0, 1 - Math.max(low - value, value - high, 0) / tolerance);
    }
  }
}
