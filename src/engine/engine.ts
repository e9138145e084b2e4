import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { DuckDBConnection, DuckDBInstance, JS } from '@duckdb/node-api';
import { assertWhole, wrongOption } from '../core/assert-option.js';
import { MEMORY_SIZE, RANGES } from '../core/option-ranges.js';
import { type ColumnData, readColumns } from './read-columns.js';

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

/** The package; the first call loads its library, a twentieth of a second that is free while a file is scanned in a thread. */
// Required: import() first searches each of the package's files for its exports, which takes longer than loading them.
export const loadEngine = (): DuckDB => createRequire(import.meta.url)('@duckdb/node-api') as DuckDB;

/**
 * Opens an in-memory database that may spill to `workFolder`.
 * @param options limits and folder
 * @throws InputError USAGE for limits that are none
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  assertLimits(options);
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

function assertLimits({ threads, memoryLimit }: EngineLimits): void {
  if (threads !== undefined) assertWhole(threads, '--threads', RANGES.threads);
  if (memoryLimit !== undefined && !MEMORY_SIZE.pattern.test(memoryLimit))
    throw wrongOption('--memory', memoryLimit, MEMORY_SIZE.expected);
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
