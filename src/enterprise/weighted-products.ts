import { sum } from '../core/numbers.js';
import type { ColumnGroup } from './column-groups.js';

/**
 * Σ_i f_i x_i x_iᵀ with x_0 = 1, rows in order within each pair of codes: a row adds its factor to one cell for each pair of
 * groups, and only the cells are multiplied by values.
 * @param groups the columns
 * @param factors of each row
 * @returns the lower triangle, row-major in a full square
 */
export function weightedProducts(
  groups: readonly ColumnGroup[],
  factors: Float64Array,
  columns: number,
): Float64Array {
  const width = columns + 1;
  const lower = new Float64Array(width * width);
  lower[0] = sum(factors);
  groups.forEach((group, g) => {
    const own = new Float64Array(group.size);
    for (let i = 0; i < factors.length; i++) own[group.codes[i]!]! += factors[i]!;
    group.columns.forEach((column, place) => {
      const values = group.values[place]!;
      const weighted = own.map((sum, code) => sum * values[code]!);
      lower[(column + 1) * width] = sum(weighted);
      for (let k = 0; k <= place; k++)
        lower[(column + 1) * width + group.columns[k]! + 1] = dot(weighted, group.values[k]!);
    });
    for (const other of groups.slice(0, g)) addJoint(lower, width, { group, other, factors });
  });
  return lower;
}

interface Joint {
  readonly group: ColumnGroup;
  readonly other: ColumnGroup;
  readonly factors: Float64Array;
}

/** The products of the columns of one group with those of another. */
function addJoint(lower: Float64Array, width: number, { group, other, factors }: Joint): void {
  const joint = new Float64Array(group.size * other.size);
  const [rows, own, theirs, size] = [factors.length, group.codes, other.codes, other.size];
  for (let i = 0; i < rows; i++) joint[own[i]! * size + theirs[i]!]! += factors[i]!;
  other.columns.forEach((column, place) => {
    const values = other.values[place]!;
    const sums = Float64Array.from({ length: group.size }, (_, code) =>
      dot(joint.subarray(code * size, (code + 1) * size), values),
    );
    group.columns.forEach((row, k) => {
      lower[(row + 1) * width + column + 1] = dot(sums, group.values[k]!);
    });
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
