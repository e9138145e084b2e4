import { COMPANY_ID } from '../document/contract.js';
import { duckdb, fileText, runCsv } from './duckdb.js';

/** One firm in a file that a run wrote. */
export const firmOfRun = {
  /** Columns of a firm in ratings.parquet or credit.parquet. */
  parquet: (path: string, companyId: string, columns: readonly string[]) =>
    rowOf(`read_parquet(${fileText(path)})`, companyId, columns),
  /** Columns of a firm in gates.csv or refused.csv, as texts. */
  csv: (path: string, companyId: string, columns: readonly string[]) =>
    rowOf(runCsv(path), companyId, columns),
} as const;

function rowOf(from: string, companyId: string, columns: readonly string[]): string {
  const names = columns.map((name) => duckdb.identifier(name)).join(', ');
  return `SELECT ${names} FROM ${from} WHERE ${duckdb.identifier(COMPANY_ID)} = ${duckdb.text(companyId)}`;
}
