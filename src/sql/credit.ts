import type { Column } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import { REASON_COLUMNS } from '../document/rating-columns.js';
import { contractLookup } from './company.js';
import type { ColumnLookup } from './condition.js';
import { and, binary, column, type Expr, integer, isIn, isNull, nullOf, oneIf, text, when } from './expr.js';
import { monthsExpr } from './feature.js';
import { gateMasks } from './gate-masks.js';
import {
  leastColumns,
  lineColumns,
  lineTermColumns,
  OWN_LINE,
  ownLineColumn,
  type RateCells,
  revenueColumns,
} from './line.js';
import { INDUSTRY_NO, ROW_NO } from './own-columns.js';
import { keep, type Named, type Stage } from './stage.js';

/** What the credit query is compiled from. */
export interface CreditOptions {
  readonly policy: Policy;
  readonly industry: IndustryDocument;
  /** The merged contract of all documents. */
  readonly columns: readonly Column[];
  readonly rates: RateCells;
  readonly asOf: string;
  /** Table of ratings. */
  readonly from: string;
  /** Table or view of companies, and the columns of it that the policy reads. */
  readonly companies: string;
  readonly carry: readonly string[];
}

/**
 * The stages that take rated firms of the lent-to tiers to gates, line and rate. `gates` is a mask over gatesOf(policy):
 * 0 means that the firm is on the target list. Every gate a firm fails has its bit, not only the first.
 */
export function creditStages(options: CreditOptions): Stage[] {
  const { policy, industry, carry } = options;
  const lookup = ruleLookup(options);
  const through = [...new Set([...RATED, ...carry])].map(keep);
  const facts = [...policy.derived.map(({ id }) => id), 'is_target', 'tax_no', 'revenue', OWN_LINE].map(keep);
  const results = ['revenue', 'line_amount', 'binding', 'rate_bp', OWN_LINE].map(keep);
  const terms = lineTermColumns(policy, industry, lookup);
  return [
    ratedStage(options),
    lentToStage(options, lookup),
    {
      name: 's3_terms',
      from: 's2_lent_to',
      columns: [...through, ...facts, ...terms],
    },
    {
      name: 's4_least',
      from: 's3_terms',
      columns: [
        ...through,
        ...facts,
        ...terms.map(([name]) => keep(name)),
        ...leastColumns(policy, options.rates),
      ],
    },
    {
      name: 's5_line',
      from: 's4_least',
      columns: [...through, ...facts, ...lineColumns(policy, options.rates)],
    },
    { name: 's6_credit', from: 's5_line', columns: [...through, ...results, ...gateMasks(policy, lookup)] },
  ];
}

/** What is passed on of a rating. */
const RATED = [ROW_NO, COMPANY_ID, INDUSTRY_NO, 'industry_id', 'tier', 'score', ...REASON_COLUMNS];

/** Rated firms of the lent-to tiers. */
function ratedStage({ policy, from }: CreditOptions): Stage {
  return {
    name: 's1_rated',
    from,
    where: and(
      isNull(column('refuse_code')),
      binary(column('tier'), '>=', integer(policy.tiers.from)),
      binary(column('tier'), '<=', integer(policy.tiers.to)),
    ),
    columns: RATED.map(keep),
  };
}

/** With their company columns, and everything that gates and line are computed from. */
function lentToStage(options: CreditOptions, lookup: ColumnLookup): Stage {
  const { policy, industry, asOf, companies, carry } = options;
  const derived = policy.derived.map(
    (entry): Named => [entry.id, monthsExpr(entry.from, entry.to, { lookup, asOf })],
  );
  return {
    name: 's2_lent_to',
    from: 's1_rated',
    join: { with: companies, on: ROW_NO },
    columns: [
      ...RATED.map((name): Named => [name, column(name, 's1_rated')]),
      ...carry.filter((name) => !RATED.includes(name)).map((name): Named => [name, column(name, companies)]),
      ...derived,
      ['is_target', isTarget(policy, industry)],
      ['tax_no', taxNumber(policy)],
      ...revenueColumns(policy),
      [OWN_LINE, ownLineColumn(policy)],
    ],
  };
}

/** Columns that rules may name: the contract's, the derived ones, and what rating and line computed. */
function ruleLookup({ columns, policy }: CreditOptions): ColumnLookup {
  const contract = contractLookup(columns);
  const numbers = new Set(['tier', 'score', 'is_target', 'revenue', ...policy.derived.map(({ id }) => id)]);
  return (name) => {
    if (numbers.has(name)) return { expr: column(name), type: 'number' };
    return name === 'industry_id' ? { expr: column(name), type: 'text' } : contract(name);
  };
}

function isTarget(policy: Policy, industry: IndustryDocument): Expr {
  if (policy.industries === 'all') return integer(1);
  const wanted = industry.industries.flatMap((row, place) => {
    const taken = policy.industries === 'pinned' ? row.pinned : row.target;
    return taken ? [integer(place)] : [];
  });
  return wanted.length === 0 ? integer(0) : oneIf(isIn(column(INDUSTRY_NO), wanted));
}

/** The firm's place among the policy's tax ratings, 0-based; 0 when the policy has none, null when unlisted. */
function taxNumber(policy: Policy): Expr {
  if (policy.tax === undefined) return integer(0);
  const rating = column(policy.tax.column);
  const branches = policy.tax.ratings.map(
    (entry, place) => [binary(rating, '=', text(entry.rating)), integer(place)] as const,
  );
  return when(branches, nullOf('integer'));
}
