import type { DecisionRecord } from '../document/decision-record.js';
import { type OutcomeRow, type OutcomeStatus, outcomeStatuses } from '../ingest/outcomes.js';

/** Whether a row shows a loan overdue. */
export const isOverdue = ({ overdueDays }: OutcomeRow): boolean => overdueDays > 0;

/** Where a status stands on the way from the list to repaid, 0 for the first. */
export const placeIn = (status: OutcomeStatus): number => outcomeStatuses.indexOf(status);

/** How far a row shows that an application came: what is drawn or overdue was drawn, whatever its status says. */
export function placeOf(row: OutcomeRow): number {
  const isDrawn = isOverdue(row) || (row.drawnAmount ?? 0) > 0;
  return Math.max(placeIn(row.status), isDrawn ? placeIn('drawn') : 0);
}

/** What outcomes and log tell of a list, and how many firms they tell of from before it. */
export interface SinceList<D> {
  readonly outcomes: readonly OutcomeRow[];
  readonly decisions: readonly D[];
  readonly earlier: number;
}

/**
 * What came of a list is not what came before its day: decisions and rows of earlier days are left out, and so is all that is told
 * later of an application that was made by then. A file that does not tell applications apart has one of each firm.
 * @param told outcomes and decisions
 * @param day of the list, `YYYY-MM-DD`; what was told on it counts
 */
export function sinceList<D extends Pick<DecisionRecord, 'id' | 'companyId' | 'decidedOn'>>(
  { outcomes, decisions }: { readonly outcomes: readonly OutcomeRow[]; readonly decisions: readonly D[] },
  day: string,
): SinceList<D> {
  const isApplied = (row: OutcomeRow) => placeOf(row) >= placeIn('applied');
  const nameOf = ({ companyId, applicationId }: OutcomeRow) => `${companyId}\n${applicationId ?? ''}`;
  const old = new Set([
    ...decisions.filter(({ decidedOn }) => decidedOn < day).map(({ companyId, id }) => `${companyId}\n${id}`),
    ...outcomes.filter((row) => row.asOf < day && isApplied(row)).map(nameOf),
  ]);
  const isOld = (row: OutcomeRow) => row.asOf < day || (isApplied(row) && old.has(nameOf(row)));
  const isEarly = ({ decidedOn }: D) => decidedOn < day;
  const left = [...outcomes.filter(isOld), ...decisions.filter(isEarly)];
  return {
    outcomes: outcomes.filter((row) => !isOld(row)),
    decisions: decisions.filter((decision) => !isEarly(decision)),
    earlier: new Set(left.map(({ companyId }) => companyId)).size,
  };
}
