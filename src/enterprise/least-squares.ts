import type { Predictor } from './cross-validate.js';
import type { LogisticData } from './logistic.js';

/**
 * Linear regression of 0/1 on row-major columns.
 * @returns fitted values of other rows, not bounded to [0, 1]
 */
export async function leastSquares({ x, rows, columns, y }: LogisticData): Promise<Predictor> {
  const { default: MultivariateLinearRegression } = await import('ml-regression-multivariate-linear');
  const cells = (values: Float64Array, n: number) =>
    Array.from({ length: n }, (_, i) => [...values.subarray(i * columns, (i + 1) * columns)]);
  const model = new MultivariateLinearRegression(
    cells(x, rows),
    Array.from(y, (value) => [value]),
    { intercept: true, statistics: false },
  );
  return (other, n) => Float64Array.from(model.predict(cells(other, n)), ([value]) => value!);
}
