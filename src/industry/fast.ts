import { DocumentError } from '../core/errors.js';
import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import type { IndustryFigures } from '../document/industry-inputs.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import { assertFigures } from './assert-figures.js';
import { type FrozenIndicator, freezeBounds, normalised } from './frozen-indicator.js';
import type { RawValues } from './indicators.js';
import { areTied, inSteps } from './ties.js';

/** An industry scored and ranked, before its uncertainty is known. */
export type RankedIndustry = Omit<IndustryScore, 'low' | 'high' | 'ranks'>;
type ScoredIndustry = Omit<RankedIndustry, 'rank' | 'target' | 'pinned'>;

/** FAST of every industry, and what was frozen for it. */
export interface FastResult {
  readonly indicators: IndustryDocument['indicators'];
  readonly industries: readonly RankedIndustry[];
  readonly targets: Omit<IndustryDocument['targets'], 'probability'>;
}

/** What FAST is computed from, beside the spec. */
export interface FastContext {
  readonly weights: ReadonlyMap<string, number>;
  readonly raw: RawValues;
  /** Bounds by indicator that an earlier document froze; the others are learned. */
  readonly bounds?: ReadonlyMap<string, { readonly low: number; readonly high: number }>;
  /** Firms of each industry, for the least number of a target. */
  readonly firms?: readonly number[] | undefined;
  /** The files of figures and of the spec, for problems. */
  readonly file: string;
  readonly specFile: string;
}

/**
 * FAST = Σ global weight × normalised value, 0..100, with dimension scores and contributions that add up to it.
 * @param spec indicators, targets
 * @param industries names
 * @param context global weights, raw values, and bounds that were frozen before
 * @throws DocumentError BAD_INDICATOR when an indicator has no figure at all, a figure that must not be missing is, or bounds cannot be learned
 */
export function scoreFast(
  spec: IndustrySpec,
  industries: readonly IndustryFigures[],
  { weights, raw, bounds, firms, file, specFile }: FastContext,
): FastResult {
  const frozen = spec.indicators.map((indicator, i) => {
    const before = bounds?.get(indicator.id);
    return before === undefined ? freezeBounds(indicator, raw[i]!) : { ...indicator, bounds: before };
  });
  assertFigures(frozen, industries, { raw, file, specFile });
  const weighed = frozen.map((indicator) => ({ ...indicator, weight: weights.get(indicator.id)! }));
  const scored = industries.map((industry, at) =>
    scoreIndustry(
      industry,
      spec.dimensions,
      weighed.map((indicator, i) => ({ indicator, value: raw[i]![at]! })),
    ),
  );
  return { indicators: weighed, ...rank(scored, spec, { firms, specFile }) };
}

interface IndicatorValue {
  readonly indicator: FrozenIndicator & { readonly weight: number };
  readonly value: number | null;
}

/** One industry: a missing indicator's weight goes to the others of its dimension, in proportion. */
function scoreIndustry(
  { id, name, nameZh }: IndustryFigures,
  dimensions: IndustrySpec['dimensions'],
  values: readonly IndicatorValue[],
): ScoredIndustry {
  const scores: Record<string, number> = {};
  const contributions: Record<string, number> = {};
  let score = 0;
  for (const dimension of dimensions) {
    const own = values.filter(({ indicator }) => indicator.dimension === dimension.id);
    const present = own.filter(({ value }) => value !== null);
    const all = own.reduce((sum, { indicator }) => sum + indicator.weight, 0);
    const known = present.reduce((sum, { indicator }) => sum + indicator.weight, 0);
    for (const { indicator, value } of own) {
      const weight = value === null ? 0 : (indicator.weight / known) * all;
      contributions[indicator.id] = value === null ? 0 : weight * normalised(indicator, value);
    }
    const sum = own.reduce((total, { indicator }) => total + contributions[indicator.id]!, 0);
    scores[dimension.id] = sum / all;
    score += sum;
  }
  const missing = values.filter(({ value }) => value === null).map(({ indicator }) => indicator.id);
  return { id, name: { en: name, zh: nameZh }, score, dimensions: scores, contributions, missing };
}

function rank(
  scored: readonly ScoredIndustry[],
  { targets: { top, minScore, minFirms, pinned } }: IndustrySpec,
  { firms, specFile }: Pick<FastContext, 'firms' | 'specFile'>,
): Pick<FastResult, 'industries' | 'targets'> {
  const order = [...scored].sort((a, b) => inSteps(b.score) - inSteps(a.score) || (a.id < b.id ? -1 : 1));
  const places = new Map(order.map(({ id }, i) => [id, i + 1]));
  const few = new Set(
    scored.filter((_row, k) => firms !== undefined && firms[k]! < minFirms).map(({ id }) => id),
  );
  const isTarget = ({ id, score }: ScoredIndustry) =>
    places.get(id)! <= top && inSteps(score) >= inSteps(minScore) && !few.has(id);
  const outside = new Set(scored.filter((row) => !isTarget(row)).map(({ id }) => id));
  assertPinned(pinned ?? [], places, { outside, specFile });
  const industries = scored.map((row) => {
    const target = isTarget(row);
    const isPinned = target && (pinned === undefined || pinned.includes(row.id));
    return { ...row, rank: places.get(row.id)!, target, pinned: isPinned };
  });
  return { industries, targets: { top, margin: marginAt(order, top) } };
}

/** How far the last target stands above the first industry left out; null when there is none. */
function marginAt(order: readonly ScoredIndustry[], top: number): number | null {
  if (order.length <= top) return null;
  const [last, first] = [order[top - 1]!.score, order[top]!.score];
  return areTied(last, first) ? 0 : last - first;
}

function assertPinned(
  pinned: readonly string[],
  places: ReadonlyMap<string, number>,
  { outside, specFile }: { readonly outside: ReadonlySet<string>; readonly specFile: string },
): void {
  const problems = pinned
    .map((id) => ({ id, place: places.get(id) }))
    .filter(({ id, place }) => place === undefined || outside.has(id))
    .map(({ id, place }) => ({
      code: 'PINNED_NOT_TARGET',
      file: specFile,
      path: 'targets.pinned',
      found: place === undefined ? `${id}, which industries.csv does not know` : `${id} at rank ${place}`,
      expected: 'one of the target industries',
    }));
  if (problems.length > 0)
    throw new DocumentError(
      'PINNED_NOT_TARGET',
      'The product pins industries that are not targets',
      problems,
    );
}
