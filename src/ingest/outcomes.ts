import type { Column } from '../document/column.js';
import type { Source } from '../document/mapping.js';
import { readRows } from './read-rows.js';

/** How far an application came. */
export const outcomeStatuses = [
  'contacted',
  'interested',
  'applied',
  'rejected',
  'granted',
  'drawn',
  'repaid',
] as const;
export type OutcomeStatus = (typeof outcomeStatuses)[number];

const amount: Omit<Column, 'name'> = { type: 'amount', required: false };
/** The columns of outcomes.csv: one thing that was seen of an application on one day. */
export const outcomeColumns: readonly Column[] = [
  { name: 'company_id', type: 'text', missing: 'rejected' },
  { name: 'application_id', type: 'text', required: false },
  { name: 'status', type: 'text', values: [...outcomeStatuses], missing: 'rejected' },
  { name: 'rule', type: 'text', required: false },
  { name: 'amount', ...amount },
  { name: 'drawn_amount', ...amount },
  {
    name: 'overdue_days',
    type: 'integer',
    unit: 'days',
    min: 0,
    required: false,
    missingMeaning: '0 days',
  },
  { name: 'as_of', type: 'date', missing: 'rejected' },
];

/** One thing that was seen of an application on one day. */
export interface OutcomeRow {
  readonly companyId: string;
  /** Null where the file does not tell a firm's applications apart. */
  readonly applicationId: string | null;
  readonly status: OutcomeStatus;
  /** The rule that rejected it. */
  readonly rule: string | null;
  /** Granted, and drawn; null where the row does not say. */
  readonly amount: number | null;
  readonly drawnAmount: number | null;
  readonly overdueDays: number;
  readonly asOf: string;
}

/**
 * Reads outcomes.csv: one row for each status an application reached, or each day it was looked at.
 * @param source the file
 * @throws InputError with every problem
 */
export async function readOutcomes(source: Source) {
  const { file, sha256, rows } = await readRows(source, outcomeColumns);
  const outcomes = rows.map(
    ({ values }): OutcomeRow => ({
      companyId: values.company_id as string,
      applicationId: (values.application_id as string | null | undefined) ?? null,
      status: values.status as OutcomeStatus,
      rule: (values.rule as string | null | undefined) ?? null,
      amount: (values.amount as number | null | undefined) ?? null,
      drawnAmount: (values.drawn_amount as number | null | undefined) ?? null,
      overdueDays: (values.overdue_days as number | null | undefined) ?? 0,
      asOf: values.as_of as string,
    }),
  );
  return { file, sha256, outcomes: outcomes as readonly OutcomeRow[] };
}
