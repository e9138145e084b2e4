import type { Engine } from '../engine/engine.js';
import type { ToldTier } from '../enterprise/settle-tier.js';
import { previousStatements } from '../sql/settle-tier.js';
import { PREVIOUS, type TierInputs, validOverrides } from './settle-tiers.js';

/**
 * What was said of firms' tiers before: by the run before, out of its loaded table, and by hand.
 * @param tierInputs the study's
 * @param made the day on which overrides have to hold, and the firms, at least one; without ids all of them
 * @returns by company; nothing of a firm that nobody has spoken of
 */
export async function toldTiers(
  engine: Engine,
  { previous, overrides }: TierInputs,
  { asOf, ids }: { readonly asOf: string; readonly ids?: readonly string[] },
): Promise<ReadonlyMap<string, ToldTier>> {
  const told = new Map<string, ToldTier>();
  const rows = previous === undefined ? [] : await engine.rows(previousStatements.tiers(PREVIOUS, ids));
  for (const row of rows) {
    const before = { tierModel: Number(row.previous_model), tier: Number(row.previous_tier) };
    told.set(String(row.company_id), { previous: before });
  }
  const wanted = ids && new Set(ids);
  for (const { companyId, fromTier, toTier, expiresOn } of validOverrides(overrides, asOf)) {
    if (wanted?.has(companyId) === false) continue;
    told.set(companyId, { ...told.get(companyId), override: { fromTier, toTier, expiresOn } });
  }
  return told;
}
