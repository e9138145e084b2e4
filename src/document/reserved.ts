import { REASON_COLUMNS, ratingOutputColumns } from './rating-columns.js';

/** Columns of a target list beside the id and what the policy carries, in order. */
export const LIST_COLUMNS = [
  'industry_id',
  'industry',
  'customer',
  'branch',
  'manager',
  'tier',
  'line_amount',
  'currency',
  'rate_bp',
  'rate_basis',
  'valid_until',
  'binding_term',
  'flags',
  'stopped_by',
  ...REASON_COLUMNS,
  'synthetic',
] as const;

/** Whether a list was made by documents that are not approved. */
export const DRAFT_COLUMN = 'draft';

/** Columns that customer managers fill in; the list read back feeds the funnel. */
export const ANSWER_COLUMNS = ['contacted', 'interested', 'refused', 'refuse_reason'] as const;

/** Names that rating and credit give to what they compute: a policy reads no column of a firm that has one of them. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...ratingOutputColumns({ dimensions: [] }).filter((name) => name !== 'company_id'),
  'refuse_code',
  'firm',
  'is_target',
  'tax_no',
  'revenue',
  'deducted_amount',
  'borrower_line',
  'term_advance',
  'term_debt',
  'term_capacity',
  'term_cap',
  'least_term',
  'above_market',
  'rate_cell',
  'line_amount',
  'binding',
  'rate_bp',
  'flags',
  'gates',
]);
