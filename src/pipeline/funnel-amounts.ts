import { groupBy } from '../core/group-by.js';
import type { DecisionRecord } from '../document/decision-record.js';
import type { OutcomeRow } from '../ingest/outcomes.js';
import { placeIn, placeOf } from './since-list.js';

/** What the log says was granted, by firm; a line of 0 was not. */
export function loggedAmounts(decisions: readonly DecisionRecord[]): Map<string, number> {
  const logged = new Map<string, number>();
  for (const { companyId, result } of decisions) {
    const amount = Number(result.grantedAmount);
    if (amount > 0) logged.set(companyId, (logged.get(companyId) ?? 0) + amount);
  }
  return logged;
}

/** A firm's amounts: the largest that was seen of each of its applications, together; firms without one are left out. */
export function firmAmounts(
  outcomes: readonly OutcomeRow[],
  amountOf: (row: OutcomeRow) => number | null,
): Map<string, number> {
  const known = outcomes.filter((row) => (amountOf(row) ?? 0) > 0);
  const firms = groupBy(known, ({ companyId }) => companyId);
  const largest = (rows: readonly OutcomeRow[]) => Math.max(...rows.map((row) => amountOf(row)!));
  return new Map(
    [...firms].map(([companyId, rows]) => {
      const applications = [...groupBy(rows, ({ applicationId }) => applicationId).values()];
      return [companyId, applications.reduce((sum, own) => sum + largest(own), 0)];
    }),
  );
}

/** What a row says was granted: before that its amount is what was asked for. */
export const grantedAmount = (row: OutcomeRow) => (placeOf(row) >= placeIn('granted') ? row.amount : null);
