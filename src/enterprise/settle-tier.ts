import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { tierOf } from './tiers.js';

/** What a firm's tier was in the run before. */
export interface PreviousTier {
  readonly tierModel: number;
  readonly tier: number;
}

/** A tier that a person set. */
export interface TierOverride {
  readonly fromTier: number;
  readonly toTier: number;
}

/** What was said of a firm's tier before; an override holds up to a last day. */
export interface ToldTier {
  readonly previous?: PreviousTier | undefined;
  readonly override?: (TierOverride & { readonly expiresOn: string }) | undefined;
}

/** What of it holds on a day, `YYYY-MM-DD`. */
export const toldOn = ({ previous, override }: ToldTier, day: string): ToldTier => ({
  previous,
  override: override !== undefined && day <= override.expiresOn ? override : undefined,
});

/** The tier that credit uses, and where it comes from. */
export interface SettledTier {
  readonly tier: number;
  readonly source: 'model' | 'held' | 'override';
}

/** Downgrades from here on down act at once: the firm leaves the tiers that are lent to. */
export const LAST_LENT_TO = 9;

/** By what a document settles tiers: the lowest scores of R1 to R15, and points past a cut-off. */
export interface SettleRules {
  readonly floors: readonly number[];
  readonly points: number;
}

/** The rules of a document. */
export const settleRules = ({
  tiers,
  hysteresis,
}: Pick<EnterpriseDocument, 'tiers' | 'hysteresis'>): SettleRules => ({
  floors: tiers.map(({ floor }) => floor),
  points: hysteresis.points,
});

/**
 * The tier after hysteresis and override. A firm rated before moves only when two runs agree, when it leaves R9 or better for
 * R10 or worse, or as far as its score lies `points` past the cut-offs; an override that speaks of the tier it would then have
 * replaces it.
 * @param score 0..1000
 * @param rules the document's
 * @param told the run before, and a valid override
 */
export function settleTier(
  score: number,
  { floors, points }: SettleRules,
  {
    previous,
    override,
  }: { readonly previous?: PreviousTier | undefined; readonly override?: TierOverride | undefined },
): SettledTier {
  const model = tierOf(score, floors);
  const tier = previous === undefined ? model : heldTier(score, model, { previous, floors, points });
  if (override !== undefined && override.fromTier === tier)
    return { tier: override.toTier, source: 'override' };
  return { tier, source: tier === model ? 'model' : 'held' };
}

interface Held extends SettleRules {
  readonly previous: PreviousTier;
}

function heldTier(score: number, model: number, { previous, floors, points }: Held): number {
  const { tier, tierModel } = previous;
  if (tierModel === model) return model;
  if (tier <= LAST_LENT_TO && model > LAST_LENT_TO) return model;
  if (model < tier) return Math.min(tier, tierOf(Math.max(0, score - points), floors));
  if (model > tier) return Math.max(tier, tierOf(Math.min(1000, score + Math.max(0, points - 1)), floors));
  return model;
}
