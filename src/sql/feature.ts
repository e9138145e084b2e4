import { AS_OF } from '../document/column.js';
import type { Feature, Term } from '../document/feature.js';
import type { IndustryScore } from '../document/industry-document.js';
import type { IndustryLookup } from './company.js';
import { type ColumnLookup, conditionExpr } from './condition.js';
import {
  and,
  binary,
  call,
  cast,
  column,
  date,
  double,
  type Expr,
  integer,
  isNull,
  nullOf,
  or,
  pick,
  when,
} from './expr.js';
import { INDUSTRY_NO } from './own-columns.js';

/** What a feature's SQL reads beside its own columns. */
export interface FeatureContext {
  readonly lookup: ColumnLookup;
  /** The day that `as_of` names. */
  readonly asOf: string;
  readonly industry: IndustryLookup;
}

/**
 * The SQL reading of a feature: a double (text for a category), null when missing.
 * @param feature the feature
 * @param context its columns, date and industry document
 */
export function featureExpr(feature: Feature, context: FeatureContext): Expr {
  switch (feature.kind) {
    case 'sum':
      return termsExpr(feature.terms, context);
    case 'ratio':
      return ratioExpr(feature, context);
    case 'months':
      return cast(monthsExpr(feature.from, feature.to, context), 'double');
    case 'category':
      return context.lookup(feature.column).expr;
    case 'flag':
      return flagExpr(feature, context);
    case 'lookup': {
      const values = context.industry.industries.map((row) => double(lookupValue(row, feature.value)));
      return pick(column(INDUSTRY_NO), values);
    }
  }
}

function termsExpr(terms: readonly Term[], { lookup }: FeatureContext): Expr {
  const values = terms.map(({ column: name, times }) => {
    const value = cast(lookup(name).expr, 'double');
    return times === 1 ? value : binary(double(times), '*', value);
  });
  // From left to right, however many: doubles added in another order differ in their last bits.
  return values.reduce((left, right) => binary(left, '+', right));
}

function ratioExpr(feature: Feature & { kind: 'ratio' }, context: FeatureContext): Expr {
  const numerator = termsExpr(feature.numerator, context);
  const denominator = termsExpr(feature.denominator, context);
  const { whenZero, whenNegative } = feature;
  if (whenZero === 'missing' && whenNegative === 'missing') {
    const isUsable = binary(denominator, '>', double(0));
    return when([[isUsable, binary(numerator, '/', denominator)]], nullOf('double'));
  }
  const declared = (rule: number | 'missing') => (rule === 'missing' ? nullOf('double') : double(rule));
  return when(
    [
      [or(isNull(numerator), isNull(denominator)), nullOf('double')],
      [binary(denominator, '=', double(0)), declared(whenZero)],
      [binary(denominator, '<', double(0)), declared(whenNegative)],
    ],
    binary(numerator, '/', denominator),
  );
}

/** Whole months between two date columns, by year, month and day. */
export function monthsExpr(
  from: string,
  to: string,
  { lookup, asOf }: Omit<FeatureContext, 'industry'>,
): Expr {
  const day = (name: string) => (name === AS_OF ? date(asOf) : lookup(name).expr);
  const part = (name: 'year' | 'month' | 'day') => [call(name, day(from)), call(name, day(to))] as const;
  const [fromYear, toYear] = part('year');
  const [fromMonth, toMonth] = part('month');
  const [fromDay, toDay] = part('day');
  const years = binary(integer(12), '*', binary(toYear, '-', fromYear));
  const partial = when([[binary(toDay, '<', fromDay), integer(1)]], integer(0));
  return binary(binary(years, '+', binary(toMonth, '-', fromMonth)), '-', partial);
}

function flagExpr(feature: Feature & { kind: 'flag' }, { lookup }: FeatureContext): Expr {
  const holds = when([[conditionExpr(feature.when, lookup), double(1)]], double(0));
  if (feature.missingWhen.length === 0) return holds;
  const missing = or(...feature.missingWhen.map((name) => isNull(lookup(name).expr)));
  return when([[and(missing), nullOf('double')]], holds);
}

function lookupValue(industry: IndustryScore, value: string): number {
  if (value === 'score') return industry.score;
  if (value === 'rank') return industry.rank;
  return industry.dimensions[value.slice('dimension:'.length)]!;
}
