import { cholesky, inverse, submatrix } from '../core/cholesky.js';
import { type ClimbLimits, climb } from './climb.js';
import type { GroupedData } from './grouped-likelihood.js';
import { evaluate, type LogisticData, type Objective } from './likelihood.js';
import { apartAbove, columnsApart, RUNAWAY, runawayColumns } from './separation.js';
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

/** A fitted logistic regression. */
export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  /**
   * Inverse information at the estimate, intercept first; of the penalised fit when there is a penalty. NaN in the rows
   * and columns of coefficients that a bound holds; empty when the information cannot be inverted.
   */
  readonly covariance: readonly (readonly number[])[];
  /** Square roots of its diagonal, intercept first. */
  readonly standardErrors: readonly number[];
  /** Weighted log-likelihood without any penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Columns along which the likelihood has no finite maximum; empty when it has one. */
  readonly separated: readonly number[];
  /** More than twenty columns together tell the events of every row, and none does by itself. */
  readonly apart: boolean;
  /** Columns that the bound holds at 0. */
  readonly bound: readonly number[];
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

/** Back to the columns as they were given: b_j = β_j / s_j, a = β_0 − Σ b_j m_j, and the covariance with them. */
function unscale(scaled: Scaled, made: ReturnType<typeof climb>): LogisticFit {
  const { mean, scale, columns } = scaled;
  const { point, iterations, held } = made;
  const coefficients = scale.map((each, j) => point.beta[j + 1]! / each);
  const intercept = coefficients.reduce((sum, b, j) => sum - b * mean[j]!, point.beta[0]!);
  const free = Array.from({ length: columns + 1 }, (_, j) => j).filter((j) => !held.includes(j));
  const factor = cholesky(submatrix(point.information, columns + 1, free), free.length);
  const converged = made.converged && factor !== undefined;
  const covariance =
    factor === undefined
      ? []
      : backTransform(spread(inverse(factor, free.length), free, columns + 1), mean, { scale, held });
  const separated = made.apart ? columnsApart(scaled) : runawayColumns(scaled, point.beta, converged);
  return {
    intercept,
    coefficients,
    covariance,
    standardErrors: covariance.map((row, i) => Math.sqrt(row[i]!)),
    logLikelihood: point.logLikelihood,
    iterations,
    converged,
    separated,
    apart: made.apart && separated.length === 0,
    bound: held.map((j) => j - 1),
  };
}

/** A small square spread over a larger one, zeros elsewhere. */
function spread(v: readonly (readonly number[])[], chosen: readonly number[], size: number): number[][] {
  const result = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  chosen.forEach((row, i) => {
    chosen.forEach((column, k) => {
      result[row]![column] = v[i]![k]!;
    });
  });
  return result;
}

/** T V Tᵀ, where T takes scaled coefficients to given ones; NaN where a bound holds. */
function backTransform(
  v: readonly (readonly number[])[],
  mean: readonly number[],
  { scale, held }: { readonly scale: readonly number[]; readonly held: readonly number[] },
): number[][] {
  const t = v.map((_row, i) =>
    v.map((_cell, j) => {
      if (i === 0) return j === 0 ? 1 : -mean[j - 1]! / scale[j - 1]!;
      return i === j ? 1 / scale[j - 1]! : 0;
    }),
  );
  const tv = t.map((row) => v.map((_r, j) => row.reduce((sum, each, k) => sum + each * v[k]![j]!, 0)));
  return tv.map((row, i) =>
    t.map((other, j) =>
      held.includes(i) || held.includes(j)
        ? Number.NaN
        : row.reduce((sum, each, k) => sum + each * other[k]!, 0),
    ),
  );
}
