import { sum } from '../core/numbers.js';
import type { Judgement } from '../document/industry-inputs.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import type { RankedIndustry } from './fast.js';
import { freezeBounds, normalised } from './frozen-indicator.js';
import type { RawValues } from './indicators.js';
import { inSteps } from './ties.js';

/** Another way to put an indicator on a scale; these make one industry's score depend on the others. */
export const normalisations = ['min-max', 'z', 'rank', 'vector'] as const;
export type Normalisation = (typeof normalisations)[number];

/** Another way to read the words of a judgement 1 .. 9. */
export const judgementScales = {
  linear: (x: number) => x,
  power: (x: number) => x * x,
  root: (x: number) => Math.sqrt(x),
  logarithmic: (x: number) => Math.log2(x + 1),
  geometric: (x: number) => 2 ** (x - 1),
  balanced: (x: number) => (0.45 + 0.05 * x) / (0.55 - 0.05 * x),
} as const;
export type JudgementScale = keyof typeof judgementScales;

/**
 * Judgements on another scale; values below 1 are the reciprocal of their mirror.
 * @source Goepel (2019), Comparison of judgment scales of the AHP, Int. J. Information Technology & Decision Making 18(2)
 */
export function rescaled(judgements: readonly Judgement[], scale: JudgementScale): Judgement[] {
  const change = judgementScales[scale];
  const whole = (value: number) => (value >= 1 ? change(value) : 1 / change(1 / value));
  return judgements.map((judgement) => ({
    ...judgement,
    value: judgement.value === null ? null : whole(judgement.value),
  }));
}

/**
 * Values 0..100 of each indicator under another normalisation: rows are indicators, columns industries, NaN missing.
 * An indicator with a target or an interval keeps its own.
 */
export function renormalised(
  { indicators }: IndustrySpec,
  raw: RawValues,
  way: Normalisation,
): Float64Array[] {
  return indicators.map((indicator, i) => {
    const values = Float64Array.from(raw[i]!, (value) => value ?? Number.NaN);
    const { kind } = indicator.normalisation;
    if (kind === 'target' || kind === 'interval') {
      const frozen = freezeBounds(indicator, raw[i]!);
      return values.map((value) => (Number.isNaN(value) ? value : normalised(frozen, value)));
    }
    const scaled = spread(values, way);
    return kind === 'benefit' ? scaled : scaled.map((value) => 100 - value);
  });
}

/** Figures that are all alike tell no industry from another: they are worth the same to each. */
function spread(values: Float64Array, way: Normalisation): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const mean = sum(known) / known.length;
  const sd = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length);
  const length = Math.sqrt(known.reduce((sum, value) => sum + value * value, 0));
  const each: Readonly<Record<Normalisation, (value: number) => number>> = {
    'min-max': (value) => (high > low ? (100 * (value - low)) / (high - low) : 50),
    z: (value) => 50 + (high > low ? (100 / 6) * ((value - mean) / sd) : 0),
    rank: (value) => (100 * known.filter((other) => other < value).length) / Math.max(1, known.length - 1),
    vector: (value) => (length > 0 ? (100 * value) / length : 0),
  };
  return values.map((value) => (Number.isNaN(value) ? value : each[way](value)));
}

/** How an alternative ranks the industries. */
export interface Alternative {
  readonly kind: 'normalisation' | 'scale';
  readonly name: string;
  /** Ranks by industry, in the order given. */
  readonly ranks: readonly number[];
  /** Kendall's τ with the ranking of the document. */
  readonly tau: number;
  /** How many of the target industries that there are stay among the best `top`. */
  readonly targetsKept: number;
}

/**
 * Compares a ranking with the document's, by which equal scores stand.
 * @param industries the document's, in the order of the scores
 * @param top how many of the best become targets, as far as other conditions let them
 */
export function compareRanks(
  {
    kind,
    name,
    scores,
  }: { readonly kind: Alternative['kind']; readonly name: string; readonly scores: readonly number[] },
  industries: readonly Pick<RankedIndustry, 'rank' | 'target'>[],
  top: number,
): Alternative {
  const ranks = industries.map(({ rank }) => rank);
  const steps = scores.map(inSteps);
  const own = steps.map(
    (step, k) =>
      1 + steps.filter((other, i) => other > step || (other === step && ranks[i]! < ranks[k]!)).length,
  );
  const kept = own.filter((rank, k) => rank <= top && industries[k]!.target).length;
  return { kind, name, ranks: own, tau: kendall(own, ranks), targetsKept: kept };
}

/** Kendall's τ of two rankings without ties. */
function kendall(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < i; j++) sum += Math.sign((a[i]! - a[j]!) * (b[i]! - b[j]!));
  return a.length < 2 ? 1 : sum / ((a.length * (a.length - 1)) / 2);
}
