import { groupBy } from '../core/group-by.js';
import { sum } from '../core/numbers.js';
import type { DecisionRecord } from '../document/decision-record.js';
import type { OutcomeRow } from '../ingest/outcomes.js';
import { placeIn, placeOf } from './since-list.js';

/** Amounts of a firm's applications; under null those of rows that name none. */
type Amounts = ReadonlyMap<string | null, number>;

/**
 * What firms were granted: of each application what outcomes say, or else the log; of a firm of which outcomes name no application, all
 * that they say, and nothing of the log. Firms without an amount are left out.
 */
export function grantedAmounts(
  decisions: readonly DecisionRecord[],
  outcomes: readonly OutcomeRow[],
): Map<string, number> {
  const granted = decisions.filter(isGranted);
  const logged = new Map(
    [...groupBy(granted, ({ companyId }) => companyId)].map(([companyId, records]) => [
      companyId,
      new Map(records.map(({ id, result }) => [id, Number(result.grantedAmount)])),
    ]),
  );
  const told = amountsOf(outcomes, grantedAmount);
  const firms = new Set([...logged.keys(), ...told.keys()]);
  return new Map([...firms].map((firm) => [firm, sumOf(together(logged.get(firm), told.get(firm)))]));
}

/** Whether a record of the log grants a line: one of 0 was not. */
export const isGranted = ({ result }: DecisionRecord): boolean => Number(result.grantedAmount) > 0;

const together = (logged: Amounts = new Map(), told: Amounts = new Map()): Amounts =>
  told.has(null) ? told : new Map([...logged, ...told]);

const sumOf = (amounts: Amounts) => sum([...amounts.values()]);

/** A firm's amounts: the largest that was seen of each of its applications, together; firms without one are left out. */
export const firmAmounts = (
  outcomes: readonly OutcomeRow[],
  amountOf: (row: OutcomeRow) => number | null,
): Map<string, number> =>
  new Map([...amountsOf(outcomes, amountOf)].map(([companyId, amounts]) => [companyId, sumOf(amounts)]));

function amountsOf(
  outcomes: readonly OutcomeRow[],
  amountOf: (row: OutcomeRow) => number | null,
): Map<string, Amounts> {
  const known = outcomes.filter((row) => (amountOf(row) ?? 0) > 0);
  const largest = (rows: readonly OutcomeRow[]) => Math.max(...rows.map((row) => amountOf(row)!));
  return new Map(
    [...groupBy(known, ({ companyId }) => companyId)].map(([companyId, rows]) => {
      const applications = groupBy(rows, ({ applicationId }) => applicationId);
      return [companyId, new Map([...applications].map(([id, own]) => [id, largest(own)]))];
    }),
  );
}

/** What a row says was granted: before that its amount is what was asked for. */
const grantedAmount = (row: OutcomeRow) => (placeOf(row) >= placeIn('granted') ? row.amount : null);
