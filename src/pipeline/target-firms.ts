import { basename } from 'node:path';
import { defuse } from '../core/defuse.js';
import { COMPANY_ID } from '../document/contract.js';
import type { Engine } from '../engine/engine.js';
import { damagedRun } from '../output/run-folder.js';
import { deskQueries } from '../sql/desk.js';
import { COMPANIES } from './load-companies.js';
import type { LentRun } from './open-run.js';
import { LIST, sealedRows } from './sealed-rows.js';

/**
 * A firm on the target list, as the engine gives it: numbers, texts, days as texts, null where missing. Of a finished list it has
 * `valid_until`, the last day of the offer.
 */
export type TargetFirm = Readonly<Record<string, number | string | null>>;

/** What a query for target lists gives. */
export async function targetFirms(engine: Engine, query: string): Promise<TargetFirm[]> {
  const [firms] = (await engine.columns(query)).values();
  return firms?.kind === 'text' ? firms.values.map((firm) => JSON.parse(firm!)) : [];
}

/**
 * The target list of a finished run out of its Parquet files, which no checksum vouches for: held against its targets.csv, for which
 * one does, and which says until when an offer holds.
 * @throws InputError RUN_DAMAGED when firms, lines or rates are not those of targets.csv
 */
export async function listedFirms(
  engine: Engine,
  { folder, credit }: LentRun,
  columns: readonly string[],
): Promise<TargetFirm[]> {
  const firms = await targetFirms(engine, deskQueries.targets(credit, COMPANIES, columns));
  const rows = await sealedRows(folder, LIST);
  const sealed = rows.map((row) => LISTED.map((name) => row[name]).join());
  const found = firms.map((firm) =>
    [defuse(String(firm[COMPANY_ID])), firm.line_amount, firm.rate_bp].join(),
  );
  const place = sealed.findIndex((row, i) => row !== found[i]);
  if (place < 0 && sealed.length === found.length)
    return firms.map((firm, i) => ({ ...firm, valid_until: rows[i]!.valid_until ?? null }));
  const at = place < 0 ? sealed.length : place;
  const told = { found: found[at] ?? 'no firm', expected: sealed[at] ?? 'no firm', line: at + 2 };
  throw damagedRun(folder, [{ code: 'CHANGED_OUTPUT', file: basename(credit), ...told }]);
}

const LISTED = [COMPANY_ID, 'line_amount', 'rate_bp'];
