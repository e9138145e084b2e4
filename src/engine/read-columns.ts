import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api';

/** One column of a result: doubles with NaN for missing, or texts with null for missing. */
export type ColumnData =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/**
 * The columns of a result as typed arrays, in row order.
 * @param expectedRows about how many: nothing is copied twice where it fits
 */
export async function readColumns(
  connection: DuckDBConnection,
  sql: string,
  expectedRows: number,
): Promise<ReadonlyMap<string, ColumnData>> {
  const result = await connection.stream(sql);
  const names = result.deduplicatedColumnNames();
  const columns = names.map((_name, i): Float64Array | (string | null)[] =>
    result.columnType(i).toString() === 'VARCHAR' ? [] : new Float64Array(expectedRows),
  );
  let at = 0;
  // The engine makes the next chunk while this one is taken over.
  let next = result.fetchChunk();
  for (let chunk = await next; chunk && chunk.rowCount > 0; chunk = await next) {
    next = result.fetchChunk();
    const end = at + chunk.rowCount;
    columns.forEach((column, i) => {
      const vector = chunk!.getColumnVector(i);
      if (column instanceof Float64Array) {
        const roomy = withRoom(column, end);
        columns[i] = roomy;
        writeDoubles(roomy, at, vector);
      } else for (let row = 0; row < vector.itemCount; row++) column.push(vector.getItem(row) as string);
    });
    at = end;
  }
  return new Map(
    columns.map((values, i): [string, ColumnData] => [
      names[i]!,
      values instanceof Float64Array
        ? { kind: 'number', values: values.subarray(0, at) }
        : { kind: 'text', values },
    ]),
  );
}

/** An array with the same values and room for so many: itself, or one at least twice as long. */
function withRoom(values: Float64Array, length: number): Float64Array {
  if (values.length >= length) return values;
  const longer = new Float64Array(Math.max(length, 2 * values.length));
  longer.set(values);
  return longer;
}

/** The parts of a vector of doubles, which the package keeps to itself: a value at a time costs ten times as much. */
interface DoubleParts {
  readonly items?: unknown;
  /** One bit a row, 1 = there, in words of 64; no words when every row is there. */
  readonly validity?: { readonly data: BigUint64Array | null; readonly offset: number };
}

/** Writes a vector from a place on, NaN for missing. */
function writeDoubles(into: Float64Array, at: number, vector: DuckDBVector): void {
  const { items, validity } = vector as unknown as DoubleParts;
  if (items instanceof Float64Array && items.length === vector.itemCount && validity?.offset === 0) {
    into.set(items, at);
    if (validity.data !== null) leaveGaps(into, at, { count: items.length, words: validity.data });
    return;
  }
  for (let i = 0; i < vector.itemCount; i++) {
    const value = vector.getItem(i);
    into[at + i] = value === null ? Number.NaN : Number(value);
  }
}

/** NaN where the bit of a row is 0; the bits are read as bytes, which need no big integers. */
function leaveGaps(
  into: Float64Array,
  at: number,
  { count, words }: { readonly count: number; readonly words: BigUint64Array },
): void {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  for (let first = 0; first < count; first += 8) {
    const byte = bytes[first >> 3]!;
    if (byte === 0xff) continue;
    const end = Math.min(8, count - first);
    for (let i = 0; i < end; i++) if (((byte >> i) & 1) === 0) into[at + first + i] = Number.NaN;
  }
}
