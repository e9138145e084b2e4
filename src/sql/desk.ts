import { COMPANY_ID } from '../document/contract.js';
import { duckdb, fileText, runCsv } from './duckdb.js';
import { targetQuery } from './export.js';
import { BORROWER_LINE } from './line.js';

const idsIn = (ids: readonly string[]) => `${COMPANY_ID} IN (${ids.map(duckdb.text).join(', ')})`;

/** Statements that find single firms. */
export const deskQueries = {
  /** The columns of firms in order of their ids; `own` is the expression of their borrower's own lines. */
  firms: (
    table: string,
    {
      columns,
      own,
      ids,
    }: {
      readonly columns: readonly string[];
      readonly own: string | undefined;
      readonly ids: readonly string[];
    },
  ) => {
    const names = columns.map((name) => duckdb.identifier(name));
    const amount = own === undefined ? '0' : `coalesce(${duckdb.identifier(own)}, 0)`;
    return `SELECT ${[...names, `${amount} AS own_amount_`].join(', ')} FROM ${duckdb.identifier(table)} WHERE ${idsIn(ids)} ORDER BY ${COMPANY_ID}`;
  },
  /** A table with the borrower's own lines worked out once. */
  table: (table: string, from: string, columns: readonly string[]) => {
    const names = [...columns, BORROWER_LINE].map((name) => duckdb.identifier(name)).join(', ');
    return `CREATE TABLE ${duckdb.identifier(table)} AS SELECT ${names} FROM ${duckdb.identifier(from)}`;
  },
  /** A table of the offers of a run, out of its targets.csv, whose bytes the manifest vouches for. */
  offerTable: (table: string, path: string) =>
    `CREATE TABLE ${duckdb.identifier(table)} AS SELECT ${COMPANY_ID}, CAST(substr(tier, 2) AS INTEGER) AS tier, CAST(line_amount AS BIGINT) AS line_amount, CAST(rate_bp AS INTEGER) AS rate_bp, valid_until, stopped_by FROM ${runCsv(path)}`,
  offers: (table: string, ids: readonly string[]) =>
    `SELECT ${COMPANY_ID}, tier, line_amount, rate_bp, valid_until, stopped_by FROM ${duckdb.identifier(table)} WHERE ${idsIn(ids)} ORDER BY ${COMPANY_ID}`,
  /** The target list of a run with columns of its firms, best first. */
  targets: (path: string, companies: string, columns: readonly string[]) =>
    targetQuery(`read_parquet(${fileText(path)})`, { companies, on: COMPANY_ID, columns }),
  /** Turns a CSV of known types into Parquet. */
  toParquet: (
    from: string,
    to: string,
    types: readonly (readonly [name: string, type: 'BIGINT' | 'VARCHAR'])[],
  ) => {
    const columns = types.map(([name, type]) => `${duckdb.text(name)}: '${type}'`).join(', ');
    return `COPY (SELECT * FROM read_csv(${fileText(from)}, auto_detect=false, header=true, delim=',', quote='"', escape='"', columns={${columns}})) TO ${duckdb.text(to)} (FORMAT parquet, COMPRESSION zstd)`;
  },
} as const;
