import type { Candidate } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { ExpertEvidence } from '../document/expert-evidence.js';
import type { Challenge, FitEvidence } from '../document/fit-evidence.js';
import type { BinnedFeature } from '../enterprise/binned-feature.js';
import { dataAlone } from '../enterprise/data-alone.js';
import { cardScale } from '../enterprise/expert-prior.js';
import type { Card } from '../enterprise/fit-card.js';
import type { Learned } from './assemble-enterprise.js';
import type { FittedSplit } from './fit-split.js';
import type { TrainingInputs } from './training-inputs.js';

/**
 * How every feature of the spec was cut.
 * @param features all of them
 * @param pointed those of the card, whose bins have points
 */
export function candidatesOf(
  features: readonly (BinnedFeature & { readonly sourceDetermination?: number | null })[],
  pointed: readonly BinnedFeature[],
): Candidate[] {
  const binsOf = new Map(pointed.map(({ feature, bins }) => [feature.id, bins]));
  return features.map((each) => {
    const { feature, iv, missingShare, determination, sourceDetermination, trend, contraryIv, cells, bins } =
      each;
    const { manual } = cells;
    return {
      feature: feature.id,
      name: feature.name,
      iv,
      missingShare,
      determination,
      sourceDetermination: sourceDetermination ?? null,
      trend,
      contraryIv,
      ...(manual && { manual: { author: manual.author, reason: manual.reason } }),
      bins: [...(binsOf.get(feature.id) ?? bins.map((bin) => ({ ...bin, points: 0 })))],
    };
  });
}

/** The shipped regression, with the features it sent away. */
export function fitEvidence({ card }: FittedSplit, { fit: spec }: EnterpriseSpec): FitEvidence {
  const { fit, inference } = card;
  const { intercept, coefficients: _coefficients, ...whole } = inference;
  const left = (stage: string) =>
    card.rejected.filter((each) => each.stage === stage).map(({ feature }) => feature);
  return {
    method: spec.method,
    l2: spec.l2,
    nonNegative: spec.nonNegative,
    intercept: intercept.estimate,
    interceptStandardError: intercept.standardError,
    ...whole,
    iterations: fit.iterations,
    converged: fit.converged,
    separated: left('separation'),
    bound: left('sign'),
    covariance: fit.covariance.map((row) => [...row]),
  };
}

/** What the experts said and what listening to them costs; null where none were asked. */
export function expertsOf({ view, spec }: TrainingInputs, learned: Learned): ExpertEvidence | null {
  if (view === undefined) return null;
  const told = {
    source: view.source,
    dimensions: Object.fromEntries(view.dimensions),
    consistency: [...view.consistency],
  };
  const named = (features: readonly BinnedFeature[], weights: readonly number[]) =>
    features.map(({ feature }, j) => ({ feature: feature.id, weight: weights[j]! }));
  if (learned.kind === 'label-free') {
    const { features, weights } = learned.card;
    const only = { influence: 1, lambda: 0, scale: 0, curve: [], folds: 0, rows: 0 };
    return { ...told, weights: named(features, weights), ...only, reason: 'there are no labels' };
  }
  const { card, held } = learned.fitted;
  const prior = card.prior!;
  return {
    ...told,
    weights: named(card.features, prior.weights),
    ...(prior.penalty && { alone: aloneOf(card, spec.value) }),
    influence: prior.influence,
    lambda: prior.lambda,
    scale: cardScale(prior, card.fit.coefficients),
    reason: held!.reason,
    curve: [...held!.curve],
    folds: held!.folds,
    rows: held!.rows,
  };
}

/** The coefficients of the data alone, by feature. */
function aloneOf(card: Card, spec: EnterpriseSpec): ExpertEvidence['alone'] {
  const found = dataAlone(card, spec);
  if (found === null) return null;
  return found.map(({ estimate, standardError, p }, j) => ({
    feature: card.features[j]!.feature.id,
    coefficient: estimate,
    standardError,
    p,
  }));
}

/** The card among its challengers; null where there are none. */
export function challengeOf({ held }: FittedSplit): Challenge | null {
  return held?.challenge ?? null;
}
