import { BLOCK, type ColumnGroup } from './column-groups.js';
import type { Outcomes, Point } from './likelihood.js';
import { type RowTerms, rowTerms } from './row-terms.js';
import { weightedProducts } from './weighted-products.js';

/** Data of a logistic regression whose columns hold few values each. */
export interface GroupedData extends Outcomes {
  readonly groups: readonly ColumnGroup[];
}

/**
 * The log-likelihood and its gradient, with `curvature` also the information: a row looks up its predictor and adds its residual
 * once for each group instead of once for each column.
 */
export function evaluateGrouped(data: GroupedData, beta: Float64Array, curvature: boolean): Point {
  const { groups, rows, columns } = data;
  const parts = groups.map((group) => predictors(group, beta));
  const pulls = groups.map(({ size }) => new Float64Array(size));
  const bends = new Float64Array(curvature ? rows : 0);
  const gradient = new Float64Array(columns + 1);
  const block = new Float64Array(BLOCK);
  let logLikelihood = 0;
  for (let start = 0; start < rows; start += BLOCK) {
    const end = Math.min(rows, start + BLOCK);
    block.fill(beta[0]!);
    for (const [g, { codes }] of groups.entries()) lookUp(block, parts[g]!, codes.subarray(start, end));
    logLikelihood += residuals(block, data, { start, end, bends });
    for (const [g, { codes }] of groups.entries()) addBy(pulls[g]!, codes.subarray(start, end), block);
    for (let i = 0; i < end - start; i++) gradient[0]! += block[i]!;
  }
  groups.forEach(({ columns: own, values }, g) => {
    own.forEach((column, place) => {
      gradient[column + 1] = pulls[g]!.reduce((sum, pull, code) => sum + pull * values[place]![code]!, 0);
    });
  });
  const information = curvature ? weightedProducts(groups, bends, columns) : new Float64Array();
  return { beta, objective: logLikelihood, logLikelihood, gradient, information };
}

/** The linear predictor of each row, the offset in it. */
export function groupedPredictors({ groups, rows, offset }: GroupedData, beta: Float64Array): Float64Array {
  const eta = new Float64Array(rows).fill(beta[0]!);
  for (const group of groups) lookUp(eta, predictors(group, beta), group.codes);
  if (offset !== undefined) for (let i = 0; i < rows; i++) eta[i]! += offset[i]!;
  return eta;
}

/** What a group adds to the linear predictor, by code. */
function predictors({ size, columns, values }: ColumnGroup, beta: Float64Array): Float64Array {
  return Float64Array.from({ length: size }, (_, code) =>
    columns.reduce((sum, column, place) => sum + beta[column + 1]! * values[place]![code]!, 0),
  );
}

function lookUp(block: Float64Array, part: Float64Array, codes: Uint16Array): void {
  for (let i = 0; i < codes.length; i++) block[i]! += part[codes[i]!]!;
}

function addBy(sums: Float64Array, codes: Uint16Array, block: Float64Array): void {
  for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += block[i]!;
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Takes the weighted curvature of each row; empty when it is not asked for. */
  readonly bends: Float64Array;
}

/** Puts the weighted residuals of a stretch of rows in place of their predictors; returns their log-likelihood. */
function residuals(
  block: Float64Array,
  { y, weight, offset }: GroupedData,
  { start, end, bends }: Stretch,
): number {
  const terms: RowTerms = { logLikelihood: 0, residual: 0, curvature: 0 };
  const wanted = bends.length > 0;
  let logLikelihood = 0;
  for (let row = start, i = 0; row < end; row++, i++) {
    rowTerms(terms, block[i]! + (offset === undefined ? 0 : offset[row]!), y[row] === 1);
    const w = weight === undefined ? 1 : weight[row]!;
    logLikelihood += w * terms.logLikelihood;
    block[i] = w * terms.residual;
    if (wanted) bends[row] = w * terms.curvature;
  }
  return logLikelihood;
}
