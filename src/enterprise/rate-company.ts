import { INDUSTRY_CODE } from '../document/contract.js';
import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import type { IndustryDocument, IndustryScore } from '../document/industry-document.js';
import { industryPlacer } from '../document/place-firm.js';
import { REASONS } from '../document/rating-columns.js';
import type { PlainValue } from '../document/read-condition.js';
import { binOf } from './bin-of.js';
import { featureReader } from './read-feature.js';
import { tierOf } from './tiers.js';

/** One company: values by column name, as the input contract reads them; an absent name is missing. */
export type Company = Readonly<Record<string, PlainValue>>;

/** What one feature said of a company. */
export interface FeatureReading {
  readonly id: string;
  readonly value: PlainValue;
  /** Number of the bin it fell into. */
  readonly bin: number;
  readonly points: number;
  /** Points above the population's mean; below 0 they are lost. */
  readonly gain: number;
}

/** A company's rating by the model, before hysteresis and overrides. */
export interface Rating {
  readonly industry: IndustryScore | undefined;
  readonly rawScore: number;
  /** 0..1000. */
  readonly score: number;
  /** 1..15. */
  readonly tier: number;
  /** Parts per million; null for a label-free card. */
  readonly pdPpm: number | null;
  /** 0..100 by dimension; null where nothing can differ. */
  readonly dimensions: Readonly<Record<string, number | null>>;
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
 * Makes a function that rates companies one by one in plain TypeScript, independent of any database.
 * @param options documents and date
 * @example const rate = companyRater({ enterprise, industry, asOf: '2024-06-30' }); rate({ staff: 12 }).tier
 */
export function companyRater({ enterprise, industry, asOf }: RaterOptions): (company: Company) => Rating {
  const { features, dimensions, basePoints, tiers, pdByScore, thin } = enterprise;
  const placeOf = industry === undefined ? () => undefined : industryPlacer(industry);
  const readers = features.map(({ feature }) => featureReader(feature, asOf));
  const floors = tiers.map(({ floor }) => floor);
  const scales = dimensions.map(({ id }) => dimensionScale(features, id));
  return (company) => {
    const valueAt = (name: string) => company[name] ?? null;
    const own = placeOf(valueAt(INDUSTRY_CODE) as string | null);
    const context = { valueAt, industry: own };
    const read = features.map(({ feature, bins, meanPoints }, j): FeatureReading => {
      const value = readers[j]!(context);
      const bin = binOf(bins, value);
      const { points } = bins[bin]!;
      return { id: feature.id, value, bin, points, gain: points - meanPoints };
    });
    const rawScore = read.reduce((sum, { points }) => sum + points, basePoints);
    const score = Math.min(1000, Math.max(0, rawScore));
    const missing = thin.of.filter((name) => valueAt(name) === null);
    return {
      industry: own,
      rawScore,
      score,
      tier: tierOf(score, floors),
      pdPpm: pdByScore === null ? null : pdByScore[score]!,
      dimensions: Object.fromEntries(scales.map((scale) => [scale.id, scale.of(read)])),
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

/** round(100 (points − least) / (most − least)) of a dimension, half away from zero, in integers. */
function dimensionScale(features: readonly ScoredFeature[], id: string) {
  const places = [...features.keys()].filter((j) => features[j]!.feature.dimension === id);
  const ends = places.map((j) => features[j]!.bins.map(({ points }) => points));
  const least = ends.reduce((sum, points) => sum + Math.min(...points), 0);
  const range = ends.reduce((sum, points) => sum + Math.max(...points), 0) - least;
  return {
    id,
    of(read: readonly FeatureReading[]): number | null {
      if (range === 0) return null;
      const points = places.reduce((sum, j) => sum + read[j]!.points, 0);
      return Math.floor((200 * (points - least) + range) / (2 * range));
    },
  };
}

/**
 * The features that cost most against the population's mean, worst first; ties in the document's order.
 * @param rating a rating
 * @param most how many; default 3
 */
export function reasonsAgainst({ features }: Rating, most = REASONS): FeatureReading[] {
  return [...features.keys()]
    .filter((j) => features[j]!.gain < 0)
    .sort((a, b) => features[a]!.gain - features[b]!.gain || a - b)
    .slice(0, most)
    .map((j) => features[j]!);
}

/** The features that earn most above the population's mean, best first; ties in the document's order. */
export function reasonsFor({ features }: Rating, most = REASONS): FeatureReading[] {
  return [...features.keys()]
    .filter((j) => features[j]!.gain > 0)
    .sort((a, b) => features[b]!.gain - features[a]!.gain || a - b)
    .slice(0, most)
    .map((j) => features[j]!);
}
