import { sum } from '../core/numbers.js';
import type { MonitorPlan } from '../document/monitor-plan.js';
import type { EngineRow } from '../engine/engine.js';
import { concentration } from '../validation/concentration.js';
import type { DriftCheck } from '../validation/drift.js';
import { migrationBandwidth } from '../validation/migration.js';
import type { Status } from '../validation/status.js';

const TIERS = 15;

/** What tiers say of two runs. */
export interface TierChecks {
  readonly checks: readonly DriftCheck[];
  /** Firms by tier before (rows) and after. */
  readonly migration: readonly (readonly number[])[];
  /** Firms rated by both. */
  readonly both: number;
}

/** Migration, concentration and overrides of two runs. */
export function tierChecks(
  rows: Readonly<Record<'migration' | 'before' | 'after', readonly EngineRow[]>>,
  plan: MonitorPlan,
): TierChecks {
  const migration = Array.from({ length: TIERS }, () => new Array<number>(TIERS).fill(0));
  for (const row of rows.migration) migration[Number(row.before) - 1]![Number(row.after) - 1] = Number(row.n);
  const both = sum(migration.flat());
  const [before, after] = [countTiers(rows.before), countTiers(rows.after)];
  const { upper, lower } = migrationBandwidth(migration);
  const rise = concentration(after.firms).index - concentration(before.firms).index;
  const sizes = { n: sum(before.firms), m: sum(after.firms) };
  const same = { n: both, m: both };
  const moves = [
    checkOf('downgrades', upper ?? 0, { ...same, limits: plan.downgrades }),
    checkOf('upgrades', lower ?? 0, { ...same, limits: plan.upgrades }),
  ];
  const whole = [
    checkOf('concentration', rise, { ...sizes, limits: plan.concentration }),
    checkOf('overrides', after.overrides / sizes.m, { ...sizes, limits: plan.overrides }),
  ];
  return { migration, both, checks: both === 0 ? whole : [...moves, ...whole] };
}

function checkOf(
  check: DriftCheck['check'],
  value: number,
  { n, m, limits }: { readonly n: number; readonly m: number; readonly limits: MonitorPlan['downgrades'] },
): DriftCheck {
  const nothing = { critical: null, pointsShift: null, moved: null };
  const status = statusOf(value, limits);
  return { check, subject: 'tier', value, n, m, ...nothing, limits: limits ?? null, status };
}

function countTiers(rows: readonly EngineRow[]) {
  const firms = new Array<number>(TIERS).fill(0);
  for (const row of rows) firms[Number(row.tier) - 1] = Number(row.n);
  return { firms, overrides: sum(rows.map((row) => Number(row.overrides))) };
}

/** A share or distance is what it is: from the limit on it calls for attention. Without limits nobody says. */
function statusOf(value: number, limits: MonitorPlan['downgrades']): Status | null {
  if (limits === undefined) return null;
  return value >= limits.fail ? 'fail' : value >= limits.watch ? 'watch' : 'pass';
}
