import type { DuckDBConnection, DuckDBInstance, DuckDBType, DuckDBVector, JS } from '@duckdb/node-api';

/** What the engine may use. */
export interface EngineOptions {
  /** Most memory before spilling to disk, e.g. `1GB`. Default: the engine's own (80 % of the machine). */
  readonly memoryLimit?: string;
  /** Worker threads. Default: one per core. */
  readonly threads?: number;
  /** Folder that intermediate results spill to. */
  readonly workFolder: string;
}

/** A row as plain JavaScript values. */
export type EngineRow = Readonly<Record<string, JS>>;

/** An embedded database: executes SQL text that `src/sql` wrote; writes none itself. */
export interface Engine {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<EngineRow[]>;
  /** The columns of a result as typed arrays, in row order. */
  columns(sql: string): Promise<ReadonlyMap<string, ColumnData>>;
  close(): void;
}

/** One column of a result: doubles with NaN for missing, or texts with null for missing. */
export type ColumnData =
  | { readonly kind: 'number'; readonly values: Float64Array }
  | { readonly kind: 'text'; readonly values: readonly (string | null)[] };

/**
 * Opens an in-memory database that may spill to `workFolder`.
 * @param options limits and folder
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    temp_directory: options.workFolder,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    // Nothing is kept: without this, the first commit after a large table spends seconds rewriting it.
    checkpoint_threshold: '1TB',
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
  const connection = await instance.connect();
  return {
    run: async (sql) => {
      await connection.run(sql);
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS(),
    columns: (sql) => readColumns(connection, sql),
    close: () => close(connection, instance),
  };
}

function close(connection: DuckDBConnection, instance: DuckDBInstance): void {
  connection.closeSync();
  instance.closeSync();
}

async function readColumns(
  connection: DuckDBConnection,
  sql: string,
): Promise<ReadonlyMap<string, ColumnData>> {
  const result = await connection.stream(sql);
  const names = result.deduplicatedColumnNames();
  const parts: DuckDBVector[][] = names.map(() => []);
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const [i, vectors] of parts.entries()) vectors.push(chunk.getColumnVector(i));
  }
  return new Map(names.map((name, i) => [name, readColumn(result.columnType(i), parts[i]!)]));
}

function readColumn(type: DuckDBType, vectors: readonly DuckDBVector[]): ColumnData {
  const count = vectors.reduce((sum, vector) => sum + vector.itemCount, 0);
  if (type.toString() === 'VARCHAR') return { kind: 'text', values: vectors.flatMap(texts) };
  const values = new Float64Array(count);
  let at = 0;
  for (const vector of vectors) {
    for (let i = 0; i < vector.itemCount; i++) {
      const value = vector.getItem(i);
      values[at++] = value === null ? Number.NaN : Number(value);
    }
  }
  return { kind: 'number', values };
}

function texts(vector: DuckDBVector): (string | null)[] {
  return Array.from({ length: vector.itemCount }, (_, i) => vector.getItem(i) as string | null);
}
