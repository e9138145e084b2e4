import { months } from '../core/numbers.js';
import { AS_OF, type Feature, type Term } from '../document/feature.js';
import type { IndustryScore } from '../document/industry-document.js';
import { holds, type PlainValue, type ValueLookup } from '../document/read-condition.js';

/** What a feature reads beside the record itself. */
export interface ReadContext {
  readonly valueOf: ValueLookup;
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
      return ({ valueOf }) => sumOfTerms(feature.terms, valueOf);
    case 'ratio':
      return ({ valueOf }) => ratioOf(feature, valueOf);
    case 'months':
      return ({ valueOf }) => {
        const [from, to] = [feature.from, feature.to].map((name) => (name === AS_OF ? asOf : valueOf(name)));
        return typeof from === 'string' && typeof to === 'string' ? months(from, to) : null;
      };
    case 'category':
      return ({ valueOf }) => valueOf(feature.column);
    case 'flag':
      return ({ valueOf }) => {
        if (feature.missingWhen.some((name) => valueOf(name) === null)) return null;
        return holds(feature.when, valueOf) ? 1 : 0;
      };
    case 'lookup':
      return ({ industry }) => (industry === undefined ? null : lookedUp(industry, feature.value));
  }
}

/** Σ times × column from the left; null when any is missing. */
function sumOfTerms(terms: readonly Term[], valueOf: ValueLookup): number | null {
  let sum = 0;
  for (let i = 0; i < terms.length; i++) {
    const { column, times } = terms[i]!;
    const value = valueOf(column) as number | null;
    if (value === null) return null;
    const product = times === 1 ? value : times * value;
    sum = i === 0 ? product : sum + product;
  }
  return sum;
}

function ratioOf(feature: Feature & { kind: 'ratio' }, valueOf: ValueLookup): number | null {
  const numerator = sumOfTerms(feature.numerator, valueOf);
  const denominator = sumOfTerms(feature.denominator, valueOf);
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
