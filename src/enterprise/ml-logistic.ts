import { Matrix } from 'ml-matrix';

/** The part of the untyped package that is used. */
interface Package {
  train(x: Matrix, y: Matrix): void;
  readonly classifiers: readonly { readonly weights: Matrix }[];
}

type Constructor = new (options: { readonly numSteps: number; readonly learningRate: number }) => Package;

/**
 * Gradient ascent by the package ml-logistic-regression with learning rate 1. It sums the gradient, has no intercept
 * and no stopping rule, so give it columns on which the Hessian is bounded by the identity.
 * @param x row-major values
 * @param y 1 = event
 * @param steps how many steps
 * @returns weights of P(y = 1)
 */
export async function gradientAscent(
  x: readonly (readonly number[])[],
  y: readonly number[],
  steps: number,
): Promise<number[]> {
  const { default: MlLogisticRegression } = await import('ml-logistic-regression');
  const model = new (MlLogisticRegression as unknown as Constructor)({ numSteps: steps, learningRate: 1 });
  model.train(new Matrix(x.map((row) => [...row])), Matrix.columnVector([...y]));
  return model.classifiers[0]!.weights.to1DArray();
}
