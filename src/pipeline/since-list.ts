import { groupBy } from '../core/group-by.js';
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

/** What outcomes and log tell of a list, and of how many firms they tell something of others. */
export interface SinceList<D> {
  readonly outcomes: readonly OutcomeRow[];
  readonly decisions: readonly D[];
  /** Firms of which something is told from before the list. */
  readonly earlier: number;
  /** Firms of which something is told that came of a later list; left out where there are none. */
  readonly later?: number;
}

/** What is read of a decision: the list that it was made by is that of its run. */
type Decided = Pick<DecisionRecord, 'id' | 'companyId' | 'decidedOn'> &
  Partial<Pick<DecisionRecord, 'inputs'>>;

interface Told<D> {
  readonly outcomes: readonly OutcomeRow[];
  readonly decisions: readonly D[];
}

/**
 * What came of a list is not what came before its day, nor what came of the lists after it: decisions made by a list of another day are
 * left out, and rows of earlier days, and all that is told of an application that was made by then, or by another list. A file that does
 * not tell applications apart has one of each firm.
 * @param told outcomes and decisions
 * @param day of the list, `YYYY-MM-DD`; what was told on it counts
 * @param until the day from which on the next list was worked: an application first told of then, or later, came of that. Default: none
 */
export function sinceList<D extends Decided>(told: Told<D>, day: string, until?: string): SinceList<D> {
  const { outcomes, decisions } = told;
  const ageOf = (decision: D): Age => {
    const list = listDayOf(decision) ?? day;
    return decision.decidedOn < day || list < day ? 'earlier' : list > day ? 'later' : 'own';
  };
  const known = new Map(decisions.map((each) => [`${each.companyId}\n${each.id}`, ageOf(each)]));
  // What the log says of an application stands above the days on which a file tells of it.
  for (const [name, age] of agesOf(outcomes, day, until)) if (!known.has(name)) known.set(name, age);
  const rowAge = (row: OutcomeRow): Age => {
    const ofApplication = known.get(nameOf(row)) ?? 'own';
    if (ofApplication === 'later') return 'later';
    return row.asOf < day ? 'earlier' : isApplied(row) ? ofApplication : 'own';
  };
  const firms = (age: Age) =>
    new Set(
      [
        ...outcomes.filter((row) => rowAge(row) === age),
        ...decisions.filter((each) => ageOf(each) === age),
      ].map(({ companyId }) => companyId),
    ).size;
  const later = firms('later');
  return {
    outcomes: outcomes.filter((row) => rowAge(row) === 'own'),
    decisions: decisions.filter((each) => ageOf(each) === 'own'),
    earlier: firms('earlier'),
    ...(later > 0 && { later }),
  };
}

type Age = 'earlier' | 'own' | 'later';

const isApplied = (row: OutcomeRow): boolean => placeOf(row) >= placeIn('applied');
const nameOf = ({ companyId, applicationId }: OutcomeRow): string => `${companyId}\n${applicationId ?? ''}`;

/** The day of the list that a decision was made by, which its run is called after. */
const listDayOf = ({ inputs }: Decided): string | undefined =>
  /^\d{4}-\d{2}-\d{2}(?=-)/.exec(String(inputs?.run ?? ''))?.[0];

/** Applications that rows show to have been made before the list, or first tell of once the next one was worked. */
function* agesOf(
  outcomes: readonly OutcomeRow[],
  day: string,
  until: string | undefined,
): Generator<readonly [name: string, age: Age]> {
  for (const [name, rows] of groupBy(outcomes, nameOf)) {
    if (rows.some((row) => row.asOf < day && isApplied(row))) yield [name, 'earlier'];
    else if (until !== undefined && rows.every(({ asOf }) => asOf >= until)) yield [name, 'later'];
  }
}
