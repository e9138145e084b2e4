import { duckdb } from './duckdb.js';
import { IS_BAD, ROW_NO } from './own-columns.js';
import { rejectsOf } from './read-csv.js';

/** Statements around loading, by row number of the loaded table (its rowid, in file order from 0). */
export const loadStatements = {
  /** Refused records: counted from 1 with the header and blank lines. */
  refused: (table: string) =>
    `SELECT DISTINCT line AS record FROM ${duckdb.identifier(rejectsOf(table))} ORDER BY record`,
  /** The table and what stands beside it leave. */
  drop: (table: string) =>
    [table, rejectsOf(table), `${rejectsOf(table)}_scan`].map(
      (name) => `DROP TABLE IF EXISTS ${duckdb.identifier(name)}`,
    ),
  rowCount: (table: string) => `SELECT count(*) AS n FROM ${duckdb.identifier(table)}`,
  bad: (table: string) =>
    `SELECT rowid AS _row_no FROM ${duckdb.identifier(table)} WHERE ${IS_BAD} = 1 ORDER BY _row_no`,
  /** How many ids are told to repeat by their hashes: 0 means that none does. */
  repeated: (table: string, id: string) =>
    `SELECT count(*) - count(DISTINCT hash(${duckdb.identifier(id)})) AS n FROM ${duckdb.identifier(table)}`,
  /** Rows whose id stands more than once, or is among the given ids of unreadable records. */
  duplicates: (table: string, id: string, extra: readonly string[]) => {
    const name = duckdb.identifier(id);
    const again = `SELECT ${name} FROM ${duckdb.identifier(table)} GROUP BY ${name} HAVING count(*) > 1`;
    const others = extra.length === 0 ? '' : ` OR ${name} IN (${extra.map(duckdb.text).join(', ')})`;
    return `SELECT rowid AS _row_no FROM ${duckdb.identifier(table)} WHERE ${name} IN (${again})${others} ORDER BY _row_no`;
  },
  remove: (table: string, rows: readonly number[]) =>
    `DELETE FROM ${duckdb.identifier(table)} WHERE rowid IN (${rows.join(', ')})`,
  removeIds: (table: string, id: string, ids: readonly string[]) =>
    `DELETE FROM ${duckdb.identifier(table)} WHERE ${duckdb.identifier(id)} IN (${ids.map(duckdb.text).join(', ')})`,
  /** The table as every later query reads it: with its row numbers. */
  numbered: (view: string, table: string) =>
    `CREATE VIEW ${duckdb.identifier(view)} AS SELECT rowid AS ${ROW_NO}, * FROM ${duckdb.identifier(table)}`,
} as const;
