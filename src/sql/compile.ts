import { type Column, datedColumns } from '../document/column.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import { binsColumns, ratingOutputColumns } from '../document/rating-columns.js';
import { borrowerQuery } from './borrower.js';
import { badStage, checkedStages, PROBLEMS } from './check.js';
import type { IndustryLookup } from './company.js';
import { creditStages } from './credit.js';
import type { Dialect } from './dialect.js';
import { column, isNull } from './expr.js';
import { BORROWER_LINE, type RateCells } from './line.js';
import { INDUSTRY_NO, ROW_NO } from './own-columns.js';
import { scoreStages } from './score.js';
import { type OverrideRow, settledQuery, toldQuery } from './settle-tier.js';
import { keep, printQuery } from './stage.js';

/** The parts of the job, in order; each reads the views of those before. */
export const compiledParts = ['check', 'score', 'credit'] as const;
export type CompiledPart = (typeof compiledParts)[number];

/** What the job is compiled from. */
export interface CompileOptions {
  /** Where firms belong, for the rating. */
  readonly map: IndustryLookup;
  readonly enterprise: EnterpriseDocument;
  /** The contract of the company table: the columns that are read. */
  readonly columns: readonly Column[];
  readonly asOf: string;
  /** The table of companies, typed as the contract says: one row a firm. */
  readonly from: string;
  /** What settles tiers beside the score; undefined where nothing does. */
  readonly settle:
    | {
        readonly previous: string | undefined;
        readonly overrides: readonly OverrideRow[];
        readonly lastLentTo: number;
      }
    | undefined;
  /** What lines and rates are set from; undefined where firms are rated and no more. */
  readonly credit: CompiledCredit | undefined;
}

/** What credit is compiled from. */
export interface CompiledCredit {
  readonly industry: IndustryDocument;
  readonly policy: Policy;
  readonly policyNames: readonly string[];
  readonly rates: RateCells;
}

/** A view of the compiled job. */
export interface CompiledView {
  readonly name: string;
  /** What is in it, for the reader. */
  readonly about: string;
  readonly query: string;
}

/** The views that the job makes. */
export const VIEWS = {
  checked: 'dipper_checked',
  check: 'dipper_check',
  company: 'dipper_company',
  model: 'dipper_model',
  told: 'dipper_told',
  rating: 'dipper_rating',
  borrower: 'dipper_borrower',
  credit: 'dipper_credit',
} as const;

/**
 * The views of one part of the job in one dialect: no raising function, no order; the reader of the last one orders by company_id.
 * @param part check, score or credit; the last needs `credit`
 * @param options documents and table
 * @param dialect the engine's way of writing
 * @throws UnsupportedInDialect for what the engine cannot say
 */
export function compilePart(part: CompiledPart, options: CompileOptions, dialect: Dialect): CompiledView[] {
  return { check: checkViews, score: scoreViews, credit: creditViews }[part](options, dialect);
}

function checkViews({ columns, enterprise, asOf, from }: CompileOptions, dialect: Dialect): CompiledView[] {
  const { classification } = enterprise;
  const names = [ROW_NO, ...columns.map(({ name }) => name)].map(keep);
  return [
    {
      name: VIEWS.checked,
      about: 'every row with all its problems',
      query: printQuery(
        checkedStages({ columns: datedColumns(columns, asOf), classification, from }),
        dialect,
      ),
    },
    {
      name: VIEWS.check,
      about: 'rows that break the contract; they take no part in what follows',
      query: printQuery([badStage(VIEWS.checked)], dialect),
    },
    {
      name: VIEWS.company,
      about: 'the other rows',
      query: printQuery(
        [{ name: 's1_good', from: VIEWS.checked, columns: names, where: isNull(column(PROBLEMS)) }],
        dialect,
      ),
    },
  ];
}

function scoreViews(options: CompileOptions, dialect: Dialect): CompiledView[] {
  const { enterprise: document, map: industry, asOf, settle } = options;
  const stages = scoreStages({ document, industry, asOf, from: VIEWS.company });
  const query = printQuery(stages, dialect);
  const about = 'every firm rated; a refuse_code means that the others may not be used';
  if (settle === undefined) return [{ name: VIEWS.rating, about, query }];
  const own = new Set(['tier', 'tier_source']);
  const columns = [...ratingOutputColumns(document), ...binsColumns(document)];
  const through = [ROW_NO, INDUSTRY_NO, ...columns, 'refuse_code'].filter((name) => !own.has(name));
  const settled = { ...settle, document, from: VIEWS.model, through };
  return [
    { name: VIEWS.model, about: 'every firm rated by the model alone', query },
    {
      name: VIEWS.told,
      about: 'beside the tiers of the run before and those set by hand',
      query: toldQuery(settled, dialect),
    },
    { name: VIEWS.rating, about, query: settledQuery(settled, { told: VIEWS.told, dialect }) },
  ];
}

function creditViews({ columns, asOf, credit: lending }: CompileOptions, dialect: Dialect): CompiledView[] {
  const { policy, industry, rates, policyNames } = lending!;
  const isJoined = policy.line.borrower !== undefined && policy.line.ownLine !== undefined;
  const companies = isJoined ? VIEWS.borrower : VIEWS.company;
  const carry = [...policyNames, ...(isJoined ? [BORROWER_LINE] : [])];
  const stages = creditStages({
    policy,
    industry,
    columns,
    rates,
    asOf,
    from: VIEWS.rating,
    companies,
    carry,
  });
  const credit = {
    name: VIEWS.credit,
    about: 'firms of the lent-to tiers with line, rate and masks; gates = 0: on the target list',
    query: printQuery(stages, dialect),
  };
  if (!isJoined) return [credit];
  const about = 'companies with the own lines of firm, owner and group';
  return [{ name: VIEWS.borrower, about, query: borrowerQuery(VIEWS.company, policy.line, dialect) }, credit];
}
