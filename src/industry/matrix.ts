/** A reciprocal comparison matrix: a[i][j] = how many times as important i is as j; null = not compared. */
export type Comparisons = readonly (readonly (number | null)[])[];

/** A comparison matrix without gaps. */
export type Complete = readonly (readonly number[])[];

/** One comparison of items by place. */
export interface Pair {
  readonly left: number;
  readonly right: number;
  readonly value: number;
}

/**
 * A reciprocal matrix from comparisons; what nobody compared stays null.
 * @param size number of items
 * @param pairs comparisons, each pair at most once
 */
export function matrixOf(size: number, pairs: readonly Pair[]): Comparisons {
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_v, j): number | null => (i === j ? 1 : null)),
  );
  for (const { left, right, value } of pairs) {
    matrix[left]![right] = value;
    matrix[right]![left] = 1 / value;
  }
  return matrix;
}

/** The pairs i < j that are not compared. */
export function gapsOf(matrix: Comparisons): [number, number][] {
  return matrix.flatMap((row, i) =>
    row.flatMap((value, j): [number, number][] => (j > i && value === null ? [[i, j]] : [])),
  );
}

/** The parts of the comparison graph that hang together, each with its items in order; one part when it is connected. */
export function partsOf(matrix: Comparisons): number[][] {
  const part = new Array<number>(matrix.length).fill(-1);
  const parts: number[][] = [];
  matrix.forEach((_row, start) => {
    if (part[start] !== -1) return;
    const reached = [start];
    part[start] = parts.length;
    for (const i of reached) {
      matrix[i]!.forEach((value, j) => {
        if (value === null || part[j] !== -1) return;
        part[j] = parts.length;
        reached.push(j);
      });
    }
    parts.push(reached.sort((a, b) => a - b));
  });
  return parts;
}
