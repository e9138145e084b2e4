import { cholesky, solve, submatrix } from '../core/cholesky.js';
import { evaluate, type Objective, type Point } from './likelihood.js';

/** How far a climb may go. */
export interface ClimbLimits {
  /** Keeps every coefficient at 0 or above. */
  readonly nonNegative: boolean;
  readonly maxIterations: number;
  /** A coefficient beyond it has no finite maximum ahead. */
  readonly runaway: number;
  /** A log-likelihood above it has no maximum; default: there is none such. */
  readonly apart?: number;
  /** Information near the start, e.g. of a sample: the first steps use it, which costs a tenth of making it. */
  readonly information?: Float64Array;
}

/** Where a climb ended. */
export interface Climbed {
  readonly point: Point;
  readonly iterations: number;
  readonly converged: boolean;
  /** The log-likelihood passed the limit above which it has no maximum. */
  readonly apart: boolean;
  /** Places in β that the bound holds at 0, the intercept being 0. */
  readonly held: readonly number[];
}

/** Steps below this change nothing that is reported. */
const ARRIVED = 1e-11;
/** Below this size of step rounding may keep it from shrinking further. */
const NOISE = 1e-7;
/** A step farther than this, as multiples of the way to the top of its line, is taken back to there. */
const MOST_OVERSHOOT = 1.5;
/** After a step this small the curvature hardly changes: the one before serves again, at a tenth of the cost. */
const KEEP_CURVATURE = 0.03;

/**
 * Climbs a concave objective by Newton steps on the coefficients that no bound holds, projected onto the bounds, halved
 * until the objective does not fall.
 * @param objective what is maximised
 * @param start intercept and coefficients
 * @source Bertsekas (1982), Projected Newton methods for optimization problems with simple constraints
 */
export function climb(objective: Objective, start: Float64Array, limits: ClimbLimits): Climbed {
  const { information: known, apart = Number.POSITIVE_INFINITY } = limits;
  let at = evaluate(objective, limits.nonNegative ? project(start) : start, known === undefined);
  let information = known ?? at.information;
  let before = Number.POSITIVE_INFINITY;
  for (let iterations = 1; iterations <= limits.maxIterations; iterations++) {
    const held = limits.nonNegative ? heldAt(at) : [];
    const direction = newtonStep(at, information, held);
    if (direction === undefined) return { point: at, iterations, converged: false, apart: false, held };
    const curvature = Math.max(...direction.map(Math.abs)) > KEEP_CURVATURE;
    const next = lineSearch(objective, { from: at, direction, curvature, limits });
    const size = next.beta.reduce((most, value, j) => Math.max(most, Math.abs(value - at.beta[j]!)), 0);
    at = next;
    if (curvature) information = at.information;
    if (size < ARRIVED || (size < NOISE && size >= before)) {
      const final = limits.nonNegative ? heldAt(at) : [];
      return { point: at, iterations, converged: true, apart: false, held: final };
    }
    if (at.logLikelihood > apart || at.beta.some((value, j) => j > 0 && Math.abs(value) > limits.runaway))
      break;
    before = size;
  }
  const held = limits.nonNegative ? heldAt(at) : [];
  return {
    point: at,
    iterations: limits.maxIterations,
    converged: false,
    apart: at.logLikelihood > apart,
    held,
  };
}

function project(beta: Float64Array): Float64Array {
  return beta.map((value, j) => (j > 0 && value < 0 ? 0 : value));
}

/** Coefficients at 0 that would rather be below. */
function heldAt({ beta, gradient }: Point): number[] {
  return Array.from(beta.keys()).filter((j) => j > 0 && beta[j]! <= 0 && gradient[j]! <= 0);
}

/** The Newton direction over the coefficients that are not held; undefined when the information is singular. */
function newtonStep(
  { gradient }: Point,
  information: Float64Array,
  held: readonly number[],
): Float64Array | undefined {
  const size = gradient.length;
  const free = Array.from(gradient.keys()).filter((j) => !held.includes(j));
  const factor = cholesky(submatrix(information, size, free), free.length);
  if (factor === undefined) return undefined;
  const step = solve(
    factor,
    free.map((j) => gradient[j]!),
  );
  const direction = new Float64Array(size);
  free.forEach((j, i) => {
    direction[j] = step[i]!;
  });
  return direction;
}

interface Search {
  readonly from: Point;
  readonly direction: Float64Array;
  readonly curvature: boolean;
  readonly limits: ClimbLimits;
}

function lineSearch(objective: Objective, search: Search): Point {
  const { from } = search;
  for (let share = 1; ; share /= 2) {
    const next = pointAt(objective, search, share);
    if (next.objective < from.objective - 1e-11 * Math.abs(from.objective) && share >= 1e-9) continue;
    const beyond = objective.firth ? overshoot(from, next) : 1;
    return beyond > MOST_OVERSHOOT ? pointAt(objective, search, share / beyond) : next;
  }
}

function pointAt(objective: Objective, { from, direction, curvature, limits }: Search, share: number): Point {
  const moved = from.beta.map((value, j) => value + share * direction[j]!);
  return evaluate(objective, limits.nonNegative ? project(moved) : moved, curvature);
}

/**
 * How many times as far as the top of its line a step went, by the slopes at its ends. Information alone is not the curvature under
 * Firth: where rows weigh little, whole steps go to and fro about the maximum, at heights that rounding makes equal.
 */
function overshoot(from: Point, to: Point): number {
  const slope = ({ gradient }: Point) =>
    gradient.reduce((sum, each, j) => sum + each * (to.beta[j]! - from.beta[j]!), 0);
  const [start, end] = [slope(from), slope(to)];
  return start > 0 ? (start - end) / start : 1;
}
