import { groupBy } from '../core/group-by.js';
import type { DecisionRecord } from '../document/decision-record.js';
import type { OutcomeRow } from '../ingest/outcomes.js';

/** Why firms are told of. */
interface Said {
  readonly companyId: string;
  readonly why: string;
}

/** Rules that rejected firms, by log and outcomes. */
export function rejections(decisions: readonly DecisionRecord[], outcomes: readonly OutcomeRow[]): Said[] {
  const decided = decisions
    .filter(({ result }) => result.outcome === 'reject')
    .flatMap(({ companyId, result }) => rejectingCodes(result).map((why) => ({ companyId, why })));
  const told = outcomes
    .filter(({ status }) => status === 'rejected')
    .map(({ companyId, rule }) => ({ companyId, why: rule ?? '' }));
  return [...decided, ...told];
}

function rejectingCodes(result: DecisionRecord['result']): string[] {
  const reasons = result.reasons as readonly { readonly code: string; readonly outcome: string }[];
  return reasons.filter(({ outcome }) => outcome === 'reject').map(({ code }) => code);
}

/** How many firms each text is said of; texts may be any, those that every object has as keys too. */
export function firmsBy(said: readonly Said[]): Record<string, number> {
  return Object.fromEntries(
    [...groupBy(said, ({ why }) => why)].map(([why, own]) => [
      why,
      new Set(own.map(({ companyId }) => companyId)).size,
    ]),
  );
}
