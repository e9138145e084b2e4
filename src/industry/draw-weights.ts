import type { Random } from '../core/random.js';
import { complete, leastSquares } from './complete.js';
import { type Comparisons, gapsOf, matrixOf } from './matrix.js';
import type { PriorityMethod } from './priority.js';
import type { UncertainPair } from './spread.js';

/** Draws priorities of one node again and again into the same memory. */
export interface NodeSampler {
  /** Priorities of the next draw; overwritten by the one after. */
  readonly next: (random: Random) => Float64Array;
}

/**
 * A sampler of one node: judgements are drawn, gaps are filled as in the document and then move as those of least squares do,
 * priorities follow the node's method.
 * @param size number of items
 * @param pairs the judged pairs
 * @param method eigenvector (power steps to 1e-10) or row geometric means
 */
export function nodeSampler(
  size: number,
  pairs: readonly UncertainPair[],
  method: PriorityMethod,
): NodeSampler {
  const logs = new Float64Array(size * size);
  const w = new Float64Array(size).fill(1 / size);
  const asked = matrixOf(
    size,
    pairs.map(({ left, right, mean }) => ({ left, right, value: Math.exp(mean) })),
  );
  const gaps = gapsOf(asked);
  const shifts = gapShifts(asked, gaps, method);
  const fillGaps = () => {
    const drawn = matrixOf(
      size,
      pairs.map(({ left, right }) => ({ left, right, value: Math.exp(logs[left * size + right]!) })),
    );
    const ratio = leastSquares(drawn).map(Math.log);
    gaps.forEach(([i, j], place) => {
      const value = ratio[i]! - ratio[j]! + shifts[place]!;
      logs[i * size + j] = value;
      logs[j * size + i] = -value;
    });
  };
  const next = (random: Random): Float64Array => {
    for (const { left, right, mean, sd } of pairs) {
      const value = sd === 0 ? mean : mean + sd * random.normal();
      logs[left * size + right] = value;
      logs[right * size + left] = -value;
    }
    if (gaps.length > 0) fillGaps();
    rowMeans(logs, size, w);
    if (method === 'eigenvector' && size > 2) powerSteps(logs, size, w);
    return w;
  };
  return { next };
}

/** ln of each gap as the method fills it, above ln of what least squares make of it; completing every draw would cost minutes. */
function gapShifts(
  asked: Comparisons,
  gaps: readonly (readonly [i: number, j: number])[],
  method: PriorityMethod,
): number[] {
  if (gaps.length === 0) return [];
  const filled = complete(asked, method);
  const ratio = leastSquares(asked);
  return gaps.map(([i, j]) => Math.log(filled[i]![j]!) - Math.log(ratio[i]! / ratio[j]!));
}

/** Row geometric means, adding up to 1. */
function rowMeans(logs: Float64Array, size: number, w: Float64Array): void {
  let all = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += logs[i * size + j]!;
    w[i] = Math.exp(sum / size);
    all += w[i]!;
  }
  for (let i = 0; i < size; i++) w[i]! /= all;
}

const MOST_STEPS = 200;
const TOLERANCE = 1e-10;

/** Power iteration from the row means, which are near. */
function powerSteps(logs: Float64Array, size: number, w: Float64Array): void {
  const a = logs.map(Math.exp);
  const product = new Float64Array(size);
  for (let step = 0; step < MOST_STEPS; step++) {
    let all = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += a[i * size + j]! * w[j]!;
      product[i] = sum;
      all += sum;
    }
    let moved = 0;
    for (let i = 0; i < size; i++) {
      const value = product[i]! / all;
      moved = Math.max(moved, Math.abs(value - w[i]!));
      w[i] = value;
    }
    if (moved < TOLERANCE) return;
  }
}
