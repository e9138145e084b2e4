import { type ClimbLimits, climb } from './climb.js';
import type { GroupedData } from './grouped-likelihood.js';
import { evaluate, type LogisticData, type Objective } from './likelihood.js';
import { type LogisticFit, unscale } from './logistic-fit.js';
import { apartAbove, RUNAWAY } from './separation.js';
import { rowsAt, type Scaled, standardise, ungrouped } from './standardise.js';

export type { LogisticData } from './likelihood.js';

/** How a logistic regression is fitted. */
export interface LogisticOptions {
  /** Ridge penalty: −(l2 / 2) Σ b², not on the intercept. Default 0. */
  readonly l2?: number;
  /** A further penalty −½ bᵀ P b: P row-major, columns × columns, symmetric, positive semi-definite. */
  readonly penalty?: Float64Array;
  /** Keeps every coefficient (not the intercept) at 0 or above. Default false. */
  readonly nonNegative?: boolean;
  /** Maximises ℓ + ½ ln|I| instead of ℓ: finite estimates also under separation. Default false. */
  readonly firth?: boolean;
  /** Intercept and coefficients to start from. */
  readonly start?: readonly number[];
  /** Most Newton steps. Default 60; under Firth, whose steps shrink more slowly, 500. */
  readonly maxIterations?: number;
}

/** Above this many rows the climb starts from the fit of a sample of them. */
const SAMPLE_ABOVE = 100_000;
const SAMPLE = 20_000;

/**
 * Penalised maximum likelihood by Newton's method (IRLS) with a Cholesky factor of one triangle of the information, on
 * columns centred and scaled inside, in fixed row order.
 * @param data rows, columns, events, weights, offset
 * @param options penalties, bounds, limits
 * @source McCullagh & Nelder (1989), Generalized Linear Models, §4.4; Albert & Anderson (1984) for separation;
 * Firth (1993); Bertsekas (1982), Projected Newton methods, for the bounds
 */
export function fitLogistic(data: LogisticData | GroupedData, options: LogisticOptions = {}): LogisticFit {
  const { firth = false, nonNegative = false, maxIterations = firth ? 500 : 60 } = options;
  const scaled = standardise(firth ? ungrouped(data) : data);
  const penalty = scaledPenalty(scaled, options);
  const limits = { nonNegative, maxIterations, runaway: 4 * RUNAWAY };
  const objective: Objective = { data: scaled, penalty, firth };
  const start = options.start === undefined ? nullStart(scaled) : scaledStart(scaled, options.start);
  const warm = data.rows > SAMPLE_ABOVE ? climbSample(scaled, start, { penalty, firth, limits }) : undefined;
  const made = climb(objective, warm?.start ?? start, { ...limits, ...apartAbove(objective), ...warm?.near });
  const whole = evaluate(objective, made.point.beta, true);
  return unscale(scaled, { ...made, point: whole });
}

/** The fit of an even sample of the rows: where to start, and about what information to expect there. */
function climbSample(
  scaled: Scaled,
  from: Float64Array,
  { penalty, firth, limits }: Omit<Objective, 'data'> & { readonly limits: ClimbLimits },
) {
  const share = SAMPLE / scaled.rows;
  const objective = { data: everyNth(scaled, SAMPLE), penalty: penalty?.map((each) => each * share), firth };
  const { point, converged } = climb(objective, from, { ...limits, ...apartAbove(objective) });
  if (!converged || point.beta.some((value, j) => j > 0 && Math.abs(value) > RUNAWAY)) return undefined;
  const { information } = evaluate(objective, point.beta, true);
  return { start: point.beta, near: { information: information.map((each) => each / share) } };
}

/** The whole penalty on scaled coefficients: P_jk / (s_j s_k), with the ridge on the diagonal. */
function scaledPenalty({ scale, columns }: Scaled, { l2 = 0, penalty }: LogisticOptions) {
  if (l2 === 0 && penalty === undefined) return undefined;
  return Float64Array.from({ length: columns * columns }, (_, at) => {
    const [j, k] = [Math.floor(at / columns), at % columns];
    return ((penalty?.[at] ?? 0) + (j === k ? l2 : 0)) / (scale[j]! * scale[k]!);
  });
}

function nullStart({ columns, rows, y, weight, offset }: Scaled): Float64Array {
  let events = 0;
  let all = 0;
  for (let i = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    events += w * y[i]!;
    all += w;
  }
  const beta = new Float64Array(columns + 1);
  if (offset === undefined && events > 0 && events < all) beta[0] = Math.log(events / (all - events));
  return beta;
}

function scaledStart({ mean, scale }: Scaled, [intercept, ...coefficients]: readonly number[]): Float64Array {
  const level = coefficients.reduce((sum, b, j) => sum + b * mean[j]!, intercept!);
  return Float64Array.from([level, ...coefficients.map((b, j) => b * scale[j]!)]);
}

/** About `wanted` rows, evenly spaced. */
function everyNth(data: Scaled, wanted: number): LogisticData {
  return rowsAt(
    data,
    Uint32Array.from({ length: wanted }, (_, i) => Math.floor((i * data.rows) / wanted)),
  );
}
