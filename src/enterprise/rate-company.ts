import { assertDay } from '../core/assert-day.js';
import { assertWhole } from '../core/assert-option.js';
import { DocumentError } from '../core/errors.js';
import { RANGES } from '../core/option-ranges.js';
import { valueChecker } from '../document/assert-values.js';
import { INDUSTRY_CODE } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import { industryPlacer } from '../document/place-firm.js';
import { REASONS } from '../document/rating-columns.js';
import type { PlainValue } from '../document/read-condition.js';
import { binOf } from './bin-of.js';
import { type BinReading, type CardScore, cardScorer } from './card-score.js';
import { featureReader } from './read-feature.js';

/** One company: values by column name, as the input contract reads them; an absent name is missing. */
export type Company = Readonly<Record<string, PlainValue>>;

/** What one feature said of a company. */
export interface FeatureReading extends BinReading {
  readonly value: PlainValue;
}

/** A company's rating by the model, before hysteresis and overrides. */
export interface Rating extends CardScore {
  readonly industry: IndustryScore | undefined;
  readonly features: readonly FeatureReading[];
  /** Inputs counted for thin files that are missing. */
  readonly missing: readonly string[];
  /** Set when the firm is too thin to rate; then nothing else may be used. */
  readonly refuseCode: 'THIN_FILE' | null;
}

/** What rating reads. */
export interface RaterOptions {
  readonly enterprise: EnterpriseDocument;
  /** What places firms by their code; undefined where the card looks nothing up and there is none. */
  readonly industry?: IndustryDocument | undefined;
  /** The day that `as_of` names. */
  readonly asOf: string;
}

/**
 * Makes a function that rates companies one by one in plain TypeScript, independent of any database. The function throws InputError
 * ROW_PROBLEM for values of another type than the card's columns have.
 * @param options documents and date
 * @throws InputError USAGE for a date that is none; DocumentError MISSING_DOCUMENT without the industries that the card looks up
 * @example const rate = companyRater({ enterprise, industry, asOf: '2024-06-30' }); rate({ staff: 12 }).tier
 */
export function companyRater({ enterprise, industry, asOf }: RaterOptions): (company: Company) => Rating {
  const { features, thin } = enterprise;
  assertDay(asOf, 'asOf');
  if (industry === undefined && features.some(({ feature }) => feature.kind === 'lookup'))
    throw new DocumentError('MISSING_DOCUMENT', 'The card looks industries up', [
      {
        code: 'MISSING_DOCUMENT',
        path: 'industry',
        expected: 'the industry document that the card was trained with',
      },
    ]);
  const assertValues = valueChecker(enterprise.inputs);
  const placeOf = industry === undefined ? () => undefined : industryPlacer(industry);
  const readers = features.map(({ feature }) => featureReader(feature, asOf));
  const score = cardScorer(enterprise);
  return (company) => {
    assertValues(company);
    const valueAt = (name: string) => company[name] ?? null;
    const own = placeOf(valueAt(INDUSTRY_CODE) as string | null);
    const context = { valueAt, industry: own };
    const read = features.map(({ feature, bins, meanPoints }, j): FeatureReading => {
      const value = readers[j]!(context);
      const bin = binOf(bins, value);
      const { points } = bins[bin]!;
      return { id: feature.id, value, bin, points, gain: points - meanPoints };
    });
    const missing = thin.of.filter((name) => valueAt(name) === null);
    return {
      industry: own,
      ...score(read),
      features: read,
      missing,
      refuseCode: missing.length > thin.maxMissing ? 'THIN_FILE' : null,
    };
  };
}

/** Rates one company; for many, `companyRater` prepares the documents once. */
export function rateCompany(company: Company, options: RaterOptions): Rating {
  return companyRater(options)(company);
}

/**
 * The features that cost most against the population's mean, worst first; ties in the document's order.
 * @param rating a rating
 * @param most how many; default 3
 * @throws InputError USAGE for what is no whole number from 0 on
 */
export function reasonsAgainst<T extends BinReading>(
  { features }: { readonly features: readonly T[] },
  most = REASONS,
): T[] {
  assertWhole(most, 'most', RANGES.reasons);
  return [...features.keys()]
    .filter((j) => features[j]!.gain < 0)
    .sort((a, b) => features[a]!.gain - features[b]!.gain || a - b)
    .slice(0, most)
    .map((j) => features[j]!);
}

/**
 * The features that earn most above the population's mean, best first; ties in the document's order.
 * @param rating a rating
 * @param most how many; default 3
 * @throws InputError USAGE for what is no whole number from 0 on
 */
export function reasonsFor<T extends BinReading>(
  { features }: { readonly features: readonly T[] },
  most = REASONS,
): T[] {
  assertWhole(most, 'most', RANGES.reasons);
  return [...features.keys()]
    .filter((j) => features[j]!.gain > 0)
    .sort((a, b) => features[b]!.gain - features[a]!.gain || a - b)
    .slice(0, most)
    .map((j) => features[j]!);
}
