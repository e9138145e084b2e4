import { join } from 'node:path';
import { defuse, undefused } from '../core/defuse.js';
import { COMPANY_ID } from '../document/contract.js';
import { codesInMask, flagsOf, type Gate, gatesOf, maskText } from '../document/gates.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { damagedRun } from '../output/run-folder.js';
import { CREDIT_COLUMNS } from '../sql/export.js';
import { firmOfRun } from '../sql/firm-of-run.js';
import { OWN_LINE } from '../sql/line.js';
import type { LentRun } from './open-run.js';
import { LIST, type SealedRow, sealedRows } from './sealed-rows.js';

/** A firm's credit as a run set it: whole units of currency, basis points. */
export interface CreditOfRun {
  /** What the target list says of the firm, by column, what a spreadsheet would have taken for a formula as it was; undefined where it is not on it. */
  readonly listed: SealedRow | undefined;
  /** Every gate that it failed, in order. */
  readonly gates: readonly Gate[];
  readonly flags: readonly string[];
  readonly revenue: number | null;
  /** Null without revenue or tax rating, and outside the lent-to tiers. */
  readonly lineAmount: number | null;
  readonly binding: string | null;
  readonly ownLine: number;
  readonly rateBp: number | null;
}

/**
 * A firm's credit out of a run's folder. No checksum vouches for credit.parquet: what it says of the firm is held against targets.csv
 * and gates.csv, for which one does.
 * @throws InputError RUN_DAMAGED when it says something else
 */
export async function creditOfRun(
  engine: Engine,
  { folder, credit, policy }: LentRun,
  companyId: string,
): Promise<CreditOfRun> {
  const [row] = await engine.rows(firmOfRun.parquet(credit, companyId, CREDIT_COLUMNS));
  const [gated] = await engine.rows(firmOfRun.csv(join(folder, 'gates.csv'), companyId, ['tier', 'gates']));
  const listed = await listedRow(folder, companyId);
  const [gates, flags] = [gatesOf(policy), flagsOf(policy)];
  const masks = { gates: Number(row?.gates ?? 0), flags: Number(row?.flags ?? 0) };
  const found =
    row && standing({ ...row, gates: maskText(masks.gates, gates), flags: maskText(masks.flags, flags) });
  const expected = gated === undefined ? listed && standingOnList(listed) : `${gated.tier}, ${gated.gates}`;
  if (found !== expected) throw otherCredit(folder, companyId, { found, expected });
  return {
    listed,
    gates: codesInMask(masks.gates, gates),
    flags: codesInMask(masks.flags, flags).map(({ code }) => code),
    revenue: numberIn(row, 'revenue'),
    lineAmount: numberIn(row, 'line_amount'),
    binding: typeof row?.binding === 'string' ? row.binding : null,
    ownLine: numberIn(row, OWN_LINE) ?? 0,
    rateBp: numberIn(row, 'rate_bp'),
  };
}

const numberIn = (row: EngineRow | undefined, name: string): number | null =>
  row?.[name] === undefined || row[name] === null ? null : Number(row[name]);

function otherCredit(
  folder: string,
  companyId: string,
  { found, expected }: { readonly found: string | undefined; readonly expected: string | undefined },
) {
  const nothing = `nothing of ${companyId}`;
  const problem = { code: 'CHANGED_OUTPUT', file: 'credit.parquet', found: found ?? nothing };
  return damagedRun(folder, [
    { ...problem, expected: expected ?? `${nothing}, as in targets.csv and gates.csv` },
  ]);
}

/** Where a firm stands by credit.parquet, masks in words. */
function standing({ tier, gates, line_amount: line, rate_bp: rate, binding, flags }: EngineRow): string {
  if (gates !== '') return `R${tier}, ${gates}`;
  return `R${tier}, ${line} at ${rate} bp, ${binding}, ${flags}`;
}

/** The same by its row of the target list. */
const standingOnList = ({ tier, line_amount, rate_bp, binding_term, flags }: SealedRow): string =>
  `${tier}, ${line_amount} at ${rate_bp} bp, ${binding_term}, ${flags}`;

async function listedRow(folder: string, companyId: string): Promise<SealedRow | undefined> {
  const row = (await sealedRows(folder, LIST)).find((each) => each[COMPANY_ID] === defuse(companyId));
  return row && Object.fromEntries(Object.entries(row).map(([name, text]) => [name, undefused(text)]));
}
