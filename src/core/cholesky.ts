/**
 * The lower Cholesky factor of a symmetric matrix given by its lower triangle.
 * @returns the factor in the same layout, or undefined when the matrix is not positive definite
 */
export function cholesky(lower: Float64Array, size: number): Float64Array | undefined {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!;
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!;
      else if (sum > 1e-14 * Math.abs(lower[i * size + i]!)) factor[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/** Solves L Lᵀ v = b. */
export function solve(factor: Float64Array, b: ArrayLike<number>): Float64Array {
  const size = b.length;
  const v = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * size + k]! * v[k]!;
    v[i] = sum / factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = v[i]!;
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i]! * v[k]!;
    v[i] = sum / factor[i * size + i]!;
  }
  return v;
}

/** (L Lᵀ)⁻¹, row by row. */
export function inverse(factor: Float64Array, size: number): number[][] {
  const unit = (i: number) => Float64Array.from({ length: size }, (_, k) => (k === i ? 1 : 0));
  return Array.from({ length: size }, (_, i) => [...solve(factor, unit(i))]);
}

/** Rows and columns of a lower triangle, in a square of their own. */
export function submatrix(lower: Float64Array, size: number, chosen: readonly number[]): Float64Array {
  const result = new Float64Array(chosen.length ** 2);
  chosen.forEach((row, i) => {
    for (let k = 0; k <= i; k++) result[i * chosen.length + k] = lower[row * size + chosen[k]!]!;
  });
  return result;
}
