/** Rows of a row-major matrix, four at a time. */
export interface FourRows {
  readonly x: Float64Array;
  readonly width: number;
  /** Where each of the four rows starts in `x`. */
  readonly starts: Int32Array;
  /** What each row's products are multiplied by; 0 leaves a row out. */
  readonly factors: Float64Array;
}

/** A lower triangle, row-major in a full square, and the place of column 0 in it. */
export interface Triangle {
  readonly lower: Float64Array;
  readonly size: number;
  readonly shift: number;
}

/**
 * lower[j][k] += Σ_r f_r x_r[j] x_r[k] over four rows: each cell of the triangle is read and written once for four products,
 * which is what the time goes into.
 */
export function addProducts({ lower, size, shift }: Triangle, { x, width, starts, factors }: FourRows): void {
  const [a, b, c, d] = [starts[0]!, starts[1]!, starts[2]!, starts[3]!];
  const [fa, fb, fc, fd] = [factors[0]!, factors[1]!, factors[2]!, factors[3]!];
  for (let j = 0, row = shift * size + shift; j < width; j++, row += size) {
    const pa = fa * x[a + j]!;
    const pb = fb * x[b + j]!;
    const pc = fc * x[c + j]!;
    const pd = fd * x[d + j]!;
    for (let k = 0; k <= j; k++) {
      lower[row + k]! += pa * x[a + k]! + pb * x[b + k]! + (pc * x[c + k]! + pd * x[d + k]!);
    }
  }
}
