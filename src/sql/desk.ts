import { COMPANY_ID } from '../document/contract.js';
import { duckdb } from './duckdb.js';
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
  /** Firms on the target list of a run. */
  offers: (path: string, ids: readonly string[]) =>
    `SELECT ${COMPANY_ID}, tier, line_amount, rate_bp FROM read_parquet(${duckdb.text(path)}) WHERE gates = 0 AND ${idsIn(ids)} ORDER BY ${COMPANY_ID}`,
} as const;
