import { pick } from '../core/pick.js';
import type { RejectedFeature } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { BinnedFeature } from './binned-feature.js';
import { areBetterGrouped, groupColumns } from './column-groups.js';
import { type ExpertView, expertPrior, expertWeights, type Prior } from './expert-prior.js';
import type { GroupedData } from './grouped-likelihood.js';
import { type FitInference, inference } from './inference.js';
import { leavers } from './leavers.js';
import type { Outcomes } from './likelihood.js';
import { fitLogistic, type LogisticData } from './logistic.js';
import type { LogisticFit } from './logistic-fit.js';
import { notConverged } from './refused-fit.js';
import { likelihoodShare } from './robust-errors.js';
import type { CandidateFeature } from './select-features.js';
import { countWithoutOffset, type TrainingTable, weightsOf } from './training-table.js';
import { varianceInflation } from './variance-inflation.js';
import { woeCorrelations, woeMatrix } from './woe-matrix.js';

/** A fitted scorecard before calibration and points. */
export interface Card {
  readonly features: readonly CandidateFeature[];
  readonly fit: LogisticFit;
  readonly inference: FitInference;
  readonly vif: readonly number[];
  readonly prior: Prior | undefined;
  /** What the fit sent away: wrong signs, separation, too little information for its cost. */
  readonly rejected: readonly RejectedFeature[];
  /** Weighted share of bads in the training rows, without the odds of an offset. */
  readonly badShare: number;
  /** What the regression was fitted on. */
  readonly data: LogisticData | GroupedData;
}

/** What a card is fitted on. */
export interface FitOptions {
  readonly spec: EnterpriseSpec;
  readonly table: TrainingTable;
  readonly rows: Uint32Array;
  /** Correlations of the WOE columns of the features to fit, where they are known. */
  readonly correlations?: readonly (readonly number[])[];
  /** The experts' view and how much it counts; undefined for the data alone. */
  readonly experts?: { readonly view: ExpertView; readonly influence: number } | undefined;
}

/**
 * Fits the logistic regression on WOE columns: maximum likelihood (or Firth), the experts' prior, every coefficient ≥ 0
 * unless the spec waives it. Columns that separate or that the bound holds at 0 leave the card; of many that separate only together the
 * weakest.
 * @param kept the features that were selected
 * @param options data, spec, experts
 * @throws InputError NOT_CONVERGED when columns determine each other
 */
export function fitCard(kept: readonly CandidateFeature[], options: FitOptions): Card {
  const rejected: RejectedFeature[] = [];
  let made = fitOnce(kept, options);
  for (;;) {
    const leaving = leavers(made, options.spec);
    if (leaving.length === 0) break;
    rejected.push(...leaving.map(({ why }) => why));
    const gone = new Set(leaving.map(({ at }) => at));
    const stay = made.features.filter((_feature, j) => !gone.has(j));
    made = fitOnce(stay, options);
  }
  const known = options.correlations ?? woeCorrelations(kept, options.rows);
  const correlationsOf = (features: readonly CandidateFeature[]) => {
    const places = features.map((feature) => kept.indexOf(feature));
    return places.map((i) => places.map((j) => known[i]![j]!));
  };
  if (!made.fit.converged) throw notConverged(made.features, correlationsOf(made.features));
  if (options.spec.selection.stepwise === 'bic') made = eliminate(made, options, rejected);
  const { data, features, fit } = made;
  const vif = varianceInflation(correlationsOf(features));
  return {
    ...made,
    inference: inference(fit, data, fitOptionsOf(options.spec, made.prior)),
    vif,
    rejected,
    badShare: shareOfBad(data),
  };
}

/** The columns and labels of given rows: WOE by row, or where there are many rows by group of columns. */
export function logisticData(
  features: readonly BinnedFeature[],
  table: TrainingTable,
  rows: Uint32Array,
): LogisticData | GroupedData {
  const { bad, offset } = table;
  return {
    ...(areBetterGrouped(features, rows)
      ? { groups: groupColumns(features, rows) }
      : { x: woeMatrix(features, rows) }),
    rows: rows.length,
    columns: features.length,
    y: pick(bad, rows),
    weight: weightsOf(table, rows),
    ...(offset === undefined ? {} : { offset: pick(offset, rows) }),
  };
}

interface Made {
  readonly features: readonly CandidateFeature[];
  readonly data: LogisticData | GroupedData;
  readonly fit: LogisticFit;
  readonly prior: Prior | undefined;
}

function fitOnce(features: readonly CandidateFeature[], { spec, table, rows, experts }: FitOptions): Made {
  const data = logisticData(features, table, rows);
  const prior =
    experts === undefined
      ? undefined
      : expertPrior(experts.influence, expertWeights(experts.view, features), data);
  const fit = fitLogistic(data, fitOptionsOf(spec, prior));
  return { features, data, fit, prior };
}

/** How the spec wants regressions fitted. */
export function fitOptionsOf({ fit: { l2, method, nonNegative } }: EnterpriseSpec, prior: Prior | undefined) {
  const penalty = prior?.penalty;
  return { l2, nonNegative, firth: method === 'firth', ...(penalty === undefined ? {} : { penalty }) };
}

/**
 * Backward elimination: the column with the smallest |z| leaves as long as that lowers the BIC. Where firms weigh differently, z is the
 * robust one, and the likelihood counts by `likelihoodShare`: what leaves does not depend on the size of the weights.
 * @source Rao & Scott (1984), Annals of Statistics 12, 46, for the share; Lumley & Scott (2015), J. Survey Statistics and Methodology 3, 1
 */
function eliminate(from: Made, options: FitOptions, rejected: RejectedFeature[]): Made {
  let made = from;
  const { rows } = from.data;
  while (made.features.length > 1) {
    const { coefficients } = inference(made.fit, made.data);
    const strengths = coefficients.map(({ estimate, z, robust }) =>
      Math.abs(robust === undefined ? (z ?? 0) : estimate / robust.standardError),
    );
    const weakest = strengths.indexOf(Math.min(...strengths));
    const share = likelihoodShare(made.fit, made.data, weakest);
    const stay = made.features.filter((_feature, j) => j !== weakest);
    const next = fitOnce(stay, options);
    const [bic, lower] = [criterion(made.fit, rows, share), criterion(next.fit, rows, share)];
    if (lower >= bic) break;
    const feature = made.features[weakest]!.feature.id;
    const reason = 'costs more than it tells: the Bayesian information criterion falls without it';
    rejected.push({ feature, stage: 'bic', reason, value: lower, limit: bic });
    made = next;
  }
  return made;
}

/** The Bayesian information criterion of some rows. */
const criterion = (
  { coefficients, bound, logLikelihood }: LogisticFit,
  rows: number,
  share: number,
): number => (1 + coefficients.length - bound.length) * Math.log(rows) - 2 * share * logLikelihood;

/** Without the odds that belong to the sample. */
function shareOfBad({ y, weight, offset }: Outcomes): number {
  let [goods, bads] = [0, 0];
  for (const [i, w] of weight!.entries()) {
    if (y[i] === 0) goods += w;
    else bads += w * countWithoutOffset(true, offset?.[i]);
  }
  return bads / (goods + bads);
}
