import { cholesky } from '../core/cholesky.js';
import { DipperError } from '../core/errors.js';
import { logistic } from '../core/logistic.js';
import { places } from '../core/pick.js';
import { random } from '../core/random.js';
import type { SecondOpinion } from '../document/fit-evidence.js';
import type { GroupedData } from './grouped-likelihood.js';
import { fitLogistic, type LogisticData } from './logistic.js';
import { gradientAscent } from './ml-logistic.js';
import { rowsAt } from './standardise.js';

/** Most rows of the sample. */
const SAMPLE = 2_000;
/** Largest difference of a coefficient that counts as agreement. */
const AGREEMENT = 1e-6;
/** The package runs a fixed number of steps: a short try first, the long one when it has not arrived. */
const STEPS = [100, 500] as const;

/**
 * A second opinion on the solver: the unweighted, unpenalised fit of a seeded, class-balanced sample, by our Newton
 * method and by ml-logistic-regression on whitened columns. With X including ones, X'X/4 = L L' bounds the Hessian, so
 * on Z = X L⁻ᵀ steps of 1 converge monotonically; β = L⁻ᵀ w.
 * @param data the training rows of the shipped model
 * @param seed the study's seed
 * @throws DipperError SECOND_OPINION when both converged and differ by more than 1e-6
 * @source Böhning & Lindsay (1988), Monotonicity of quadratic-approximation algorithms
 */
export async function secondOpinion(data: LogisticData | GroupedData, seed: number): Promise<SecondOpinion> {
  const sample = balancedSample(data, seed);
  const own = fitLogistic(sample);
  const rows = sample.rows;
  if (own.separated.length > 0)
    return { verdict: 'not applicable: separation', rows, largestDifference: null };
  if (!own.converged) return { verdict: 'not converged', rows, largestDifference: null };
  const ours = [own.intercept, ...own.coefficients];
  for (const steps of STEPS) {
    const theirs = await whitenedFit(sample, steps);
    if (theirs === undefined) break;
    const difference = Math.max(...ours.map((value, i) => Math.abs(value - theirs.beta[i]!)));
    if (difference <= AGREEMENT) return { verdict: 'agrees', rows, largestDifference: difference };
    if (steps === STEPS.at(-1) && theirs.gradient < AGREEMENT * 1e-3) throw disagreement(difference);
  }
  return { verdict: 'not converged', rows, largestDifference: null };
}

function disagreement(difference: number): DipperError {
  const found = difference.toExponential(2);
  return new DipperError('SECOND_OPINION', 'Two solvers disagree on the same sample; nothing was written', [
    { code: 'SECOND_OPINION', found, expected: `coefficients that differ by at most ${AGREEMENT}` },
  ]);
}

/** Equal numbers of events and others, at most SAMPLE rows, drawn without replacement by the seed. */
function balancedSample(data: LogisticData | GroupedData, seed: number): LogisticData {
  const rows = places(data.rows);
  const events = rows.filter((row) => data.y[row] === 1);
  const others = rows.filter((row) => data.y[row] === 0);
  const each = Math.min(events.length, others.length, SAMPLE / 2);
  const stream = random(seed, 2);
  const drawn = [events, others].flatMap((from) => draw(from, each, stream.integer)).sort((a, b) => a - b);
  const { weight: _weight, offset: _offset, ...sample } = rowsAt(data, Uint32Array.from(drawn));
  return sample;
}

/** The first `count` places of a Fisher-Yates shuffle. */
function draw(from: Uint32Array, count: number, integer: (n: number) => number): number[] {
  const items = from.slice();
  for (let i = 0; i < count; i++) {
    const j = i + integer(items.length - i);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return [...items.subarray(0, count)];
}

/** The package's estimate, and the largest gradient on whitened columns that it leaves. */
async function whitenedFit(
  { x, rows, columns, y }: LogisticData,
  steps: number,
): Promise<{ readonly beta: number[]; readonly gradient: number } | undefined> {
  const size = columns + 1;
  const cell = (i: number, j: number) => (j === 0 ? 1 : x[i * columns + j - 1]!);
  const bound = new Float64Array(size * size);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < size; j++)
      for (let k = 0; k <= j; k++) bound[j * size + k]! += (cell(i, j) * cell(i, k)) / 4;
  }
  const factor = cholesky(bound, size);
  if (factor === undefined) return undefined;
  const z = Array.from({ length: rows }, (_, i) =>
    forward(
      factor,
      Array.from({ length: size }, (_v, j) => cell(i, j)),
    ),
  );
  const weights = await gradientAscent(z, [...y], steps);
  const residuals = z.map(
    (row, i) => y[i]! - logistic(row.reduce((sum, value, j) => sum + value * weights[j]!, 0)),
  );
  const gradient = weights.map((_w, j) =>
    Math.abs(z.reduce((sum, row, i) => sum + row[j]! * residuals[i]!, 0)),
  );
  return { beta: backward(factor, weights), gradient: Math.max(...gradient) };
}

/** L⁻¹ v: one row of Z = X L⁻ᵀ. */
function forward(factor: Float64Array, v: readonly number[]): number[] {
  const size = v.length;
  const result: number[] = [];
  for (let i = 0; i < size; i++) {
    let sum = v[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * result[k]!;
    result.push(sum / factor[i * size + i]!);
  }
  return result;
}

/** L⁻ᵀ v. */
function backward(factor: Float64Array, v: readonly number[]): number[] {
  const size = v.length;
  const result = [...v];
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) result[i]! -= factor[k * size + i]! * result[k]!;
    result[i]! /= factor[i * size + i]!;
  }
  return result;
}
