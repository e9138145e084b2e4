import { defuse, undefused } from '../core/defuse.js';
import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import type { Override } from '../ingest/overrides.js';
import type { Table } from '../output/csv.js';
import { settledFirms } from '../sql/overrides.js';
import { sealedRows } from './sealed-rows.js';
import type { TierInputs } from './settle-tiers.js';

/**
 * What became of an override in a run.
 * - `applied`: it is the firm's tier
 * - `expired`: past its last day
 * - `stale`: the firm's settled tier is another one than it speaks of
 * - `not_rated`: the firm is too thin to rate
 * - `unknown_company`: the run has no record of the firm that it could use
 */
export type OverrideFate = 'applied' | 'expired' | 'stale' | 'not_rated' | 'unknown_company';

/** An override, and what became of it. */
export interface OverrideOutcome extends Override {
  readonly outcome: OverrideFate;
  /** The tier that the run gave the firm, 1 to 15; null where it is not rated. */
  readonly tier: number | null;
}

/** What became of overrides, counted. */
export interface OverrideCounts {
  readonly applied: number;
  /** Past their last day. */
  readonly expired: number;
  /** The firm has another tier now than the override speaks of, or is not rated. */
  readonly stale: number;
  /** Share of rated firms, and what the document's limits make of it. */
  readonly rate: number;
  readonly status: 'ok' | 'amber' | 'red';
}

/**
 * What became of each override, in the order of the file; undefined without a file.
 * @param made the table of settled ratings, and the day of the run
 */
export async function overrideOutcomes(
  engine: Engine,
  { overrides }: TierInputs,
  { ratings, asOf }: { readonly ratings: string; readonly asOf: string },
): Promise<OverrideOutcome[] | undefined> {
  if (overrides === undefined) return undefined;
  const ids = overrides.overrides.map(({ companyId }) => companyId);
  const rows = await engine.rows(settledFirms(ratings, ids));
  const firms = new Map(rows.map((row) => [String(row[COMPANY_ID]), row]));
  return overrides.overrides.map((override) => {
    const firm = firms.get(override.companyId);
    const tier = firm === undefined || firm.refuse_code !== null ? null : Number(firm.tier);
    return { ...override, outcome: fateOf(override, firm, asOf), tier };
  });
}

function fateOf({ expiresOn }: Override, firm: EngineRow | undefined, asOf: string): OverrideFate {
  if (expiresOn < asOf) return 'expired';
  if (firm === undefined) return 'unknown_company';
  if (firm.refuse_code !== null) return 'not_rated';
  return firm.tier_source === 'override' ? 'applied' : 'stale';
}

/**
 * Counts outcomes.
 * @param made rated firms, and the limits of the document
 */
export function countOverrides(
  outcomes: readonly OverrideOutcome[],
  { rated, limits }: { readonly rated: number; readonly limits: EnterpriseDocument['overrides'] },
): OverrideCounts {
  const of = (fate: OverrideFate) => outcomes.filter(({ outcome }) => outcome === fate).length;
  const [applied, expired] = [of('applied'), of('expired')];
  const rate = rated === 0 ? 0 : applied / rated;
  const status = rate >= limits.red ? 'red' : rate >= limits.amber ? 'amber' : 'ok';
  return { applied, expired, stale: outcomes.length - applied - expired, rate, status };
}

/** Its name in the folder of a run. */
export const OVERRIDES = 'overrides.csv';

/** The table of outcomes: the columns of the file that was given, `outcome`, and the tier of the run. */
export function overrideTable(outcomes: readonly OverrideOutcome[]): Table {
  const told = ['from_tier', 'to_tier', 'reason', 'author', 'approver', 'expires_on', 'outcome', 'tier'];
  const rows = outcomes.map((each) => [
    ...[each.companyId, `R${each.fromTier}`, `R${each.toTier}`, each.reason, each.author, each.approver],
    ...[each.expiresOn, each.outcome, each.tier === null ? null : `R${each.tier}`],
  ]);
  return { columns: [COMPANY_ID, ...told], rows };
}

/** The override of a firm out of a run's overrides.csv; undefined where the file has none of it. */
export async function overrideOfRun(folder: string, companyId: string): Promise<OverrideOutcome | undefined> {
  const row = (await sealedRows(folder, OVERRIDES)).find((each) => each[COMPANY_ID] === defuse(companyId));
  if (row === undefined) return undefined;
  const text = (name: string) => undefused(row[name]!);
  const tierOf = (name: string) => Number(text(name).slice(1));
  return {
    companyId,
    ...{
      fromTier: tierOf('from_tier'),
      toTier: tierOf('to_tier'),
      reason: text('reason'),
      author: text('author'),
    },
    ...{ approver: text('approver') || null, expiresOn: text('expires_on') },
    outcome: text('outcome') as OverrideFate,
    tier: text('tier') === '' ? null : tierOf('tier'),
  };
}
