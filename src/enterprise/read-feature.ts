import { months } from '../core/numbers.js';
import { AS_OF } from '../document/column.js';
import type { Feature, Term } from '../document/feature.js';
import type { IndustryScore } from '../document/industry-document.js';
import { holds, type PlainValue, type ValueLookup } from '../document/read-condition.js';

/** What a feature reads beside the record itself. */
export interface ReadContext {
  readonly valueAt: ValueLookup;
  /** The firm's industry; undefined outside every industry. */
  readonly industry: IndustryScore | undefined;
}

/** Reads one feature of one record. */
export type FeatureReader = (context: ReadContext) => PlainValue;

/**
 * The TypeScript reading of a feature: a double (text for a category), null when missing.
 * @param feature the feature
 * @param asOf the day that `as_of` names
 */
export function featureReader(feature: Feature, asOf: string): FeatureReader {
  switch (feature.kind) {
    case 'sum':
      return ({ valueAt }) => sumOfTerms(feature.terms, valueAt);
    case 'ratio':
      return ({ valueAt }) => ratioOf(feature, valueAt);
    case 'months':
      return ({ valueAt }) => {
        const [from, to] = [feature.from, feature.to].map((name) => (name === AS_OF ? asOf : valueAt(name)));
        return typeof from === 'string' && typeof to === 'string' ? months(from, to) : null;
      };
    case 'category':
      return ({ valueAt }) => valueAt(feature.column);
    case 'flag':
      return ({ valueAt }) => {
        if (feature.missingWhen.some((name) => valueAt(name) === null)) return null;
        return holds(feature.when, valueAt) ? 1 : 0;
      };
    case 'lookup':
      return ({ industry }) => (industry === undefined ? null : lookedUp(industry, feature.value));
  }
}

/** Σ times × column from the left; null when any is missing. */
function sumOfTerms(terms: readonly Term[], valueAt: ValueLookup): number | null {
  let sum = 0;
  for (let i = 0; i < terms.length; i++) {
    const { column, times } = terms[i]!;
    const value = valueAt(column) as number | null;
    if (value === null) return null;
    const product = times === 1 ? value : times * value;
    sum = i === 0 ? product : sum + product;
  }
  return sum;
}

function ratioOf(feature: Feature & { kind: 'ratio' }, valueAt: ValueLookup): number | null {
  const numerator = sumOfTerms(feature.numerator, valueAt);
  const denominator = sumOfTerms(feature.denominator, valueAt);
  if (numerator === null || denominator === null) return null;
  const declared = (rule: number | 'missing') => (rule === 'missing' ? null : rule);
  if (denominator === 0) return declared(feature.whenZero);
  if (denominator < 0) return declared(feature.whenNegative);
  return numerator / denominator;
}

function lookedUp(industry: IndustryScore, value: string): number {
  if (value === 'score') return industry.score;
  if (value === 'rank') return industry.rank;
  return industry.dimensions[value.slice('dimension:'.length)]!;
}
