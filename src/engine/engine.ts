import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { DuckDBConnection, DuckDBInstance, DuckDBVector, JS } from '@duckdb/node-api';

type DuckDB = typeof import('@duckdb/node-api');

/** What the engine may use. */
export interface EngineOptions {
  /** Most memory before spilling to disk, e.g. `1GB`. Default: the engine's own (80 % of the machine). */
  readonly memoryLimit?: string;
  /** Worker threads. Default: one per core. */
  readonly threads?: number;
  /** Folder that intermediate results spill to, unless another is named. */
  readonly workFolder: string;
  /** Another folder to spill to, e.g. on a faster disk. */
  readonly spillFolder?: string;
}

/** What a user may set of the engine. */
export type EngineLimits = Omit<EngineOptions, 'workFolder'>;

/** A row as plain JavaScript values. */
export type EngineRow = Readonly<Record<string, JS>>;

/**
 * An embedded database: executes SQL text that `src/sql` wrote; writes none itself. Calls that do not wait for one another
 * are executed side by side.
 */
export interface Engine {
  /** Worker threads. */
  readonly threads: number;
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<EngineRow[]>;
  /** The rows of a long result, in order, as arrays of values; never all at once. */
  stream(sql: string): AsyncGenerator<readonly JS[]>;
  /** The columns of a result as typed arrays, in row order; with about as many rows as expected nothing is copied twice. */
  columns(sql: string, expectedRows?: number): Promise<ReadonlyMap<string, ColumnData>>;
  close(): void;
}

/** One column of a result: doubles with NaN for missing, or texts with null for missing. */
export type ColumnData =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/** The package; the first call loads its library, a twentieth of a second that is free while a file is scanned in a thread. */
// Required: import() first searches each of the package's files for its exports, which takes longer than loading them.
export const loadEngine = (): DuckDB => createRequire(import.meta.url)('@duckdb/node-api') as DuckDB;

/**
 * Opens an in-memory database that may spill to `workFolder`.
 * @param options limits and folder
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const instance = await loadEngine().DuckDBInstance.create(':memory:', {
    temp_directory: options.spillFolder ?? options.workFolder,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    // Nothing is kept: without this, the first commit after a large table spends seconds rewriting it.
    checkpoint_threshold: '1TB',
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const { lend, closeAll } = connectionsTo(instance);
  return {
    threads: options.threads ?? availableParallelism(),
    run: (sql) =>
      lend(async (connection) => {
        await connection.run(sql);
      }),
    rows: (sql) => lend(async (connection) => (await connection.runAndReadAll(sql)).getRowObjectsJS()),
    stream: (sql) => streamRows(instance, sql),
    columns: (sql, expectedRows = 1) => lend((connection) => readColumns(connection, sql, expectedRows)),
    close: () => {
      closeAll();
      instance.closeSync();
    },
  };
}

/** Connections by need: a call takes one that is idle, or a new one. */
function connectionsTo(instance: DuckDBInstance) {
  const all: DuckDBConnection[] = [];
  const idle: DuckDBConnection[] = [];
  const connect = async () => {
    const connection = await instance.connect();
    all.push(connection);
    return connection;
  };
  return {
    lend: async <T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
      const connection = idle.pop() ?? (await connect());
      try {
        return await use(connection);
      } finally {
        idle.push(connection);
      }
    },
    closeAll: () => {
      for (const connection of all) connection.closeSync();
    },
  };
}

async function* streamRows(instance: DuckDBInstance, sql: string): AsyncGenerator<readonly JS[]> {
  const connection = await instance.connect();
  try {
    const result = await connection.stream(sql);
    for await (const rows of result.yieldRowsJs()) yield* rows;
  } finally {
    connection.closeSync();
  }
}

async function readColumns(
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
