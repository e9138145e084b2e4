import type { Column } from '../document/column.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Manifest } from '../output/manifest.js';
import type { Lent } from './lending-facts.js';
import type { ReportedValidation } from './validation-facts.js';

/** Everything a report is drawn from: counts of a run, its documents, and what was found out about it since. */
export interface ReportFacts {
  readonly manifest: Manifest;
  readonly title: { readonly en: string; readonly zh: string };
  /** Undefined where the ratings look no industry up. */
  readonly industry: IndustryDocument | undefined;
  readonly enterprise: EnterpriseDocument;
  readonly population: Population;
  /** Undefined where firms carry no industry. */
  readonly overlap: Overlap | undefined;
  /** Undefined for a run of ratings and no more. */
  readonly lent: Lent | undefined;
  readonly quality: Quality;
  readonly validation: ReportedValidation | undefined;
  /** A validation was asked for, but of no firm is known yet what became of it. */
  readonly isTooEarly: boolean;
  readonly funnel: readonly FunnelCount[] | undefined;
}

/** The columns that the documents of a run declare: those of the rating, then those of the policy. */
export const contractOf = ({ enterprise, lent }: Pick<ReportFacts, 'enterprise' | 'lent'>): Column[] => [
  ...enterprise.inputs,
  ...(lent?.policy.inputs ?? []),
];

/** Rated firms. */
export interface Population {
  /** For each of R1 to R15: firms, and the sums of their dimension scores (null scores apart). */
  readonly tiers: readonly TierCount[];
  /** Firms by score, in steps of `SCORE_STEP`; index 0 starts at 0. */
  readonly scores: readonly number[];
  /** How tiers came about: by the model, held by hysteresis, set by hand. */
  readonly sources: Readonly<Record<string, number>>;
  readonly byIndustry: readonly IndustryCount[];
}

/** Width of a bar of the score histogram, points. */
export const SCORE_STEP = 20;

/** Rated firms of a tier, and what they are like in each dimension. */
export interface TierCount {
  readonly tier: number;
  readonly firms: number;
  /** Mean dimension scores 0..100 by dimension; null where no firm of the tier has one. */
  readonly dimensions: Readonly<Record<string, number | null>>;
}

/** Rated firms of an industry in a tier; the industry is '' for firms outside the map. */
export interface IndustryCount {
  readonly industryId: string;
  readonly tier: number;
  readonly firms: number;
}

/** Firms that reach each industry by code or product, and each two of them. */
export interface Overlap {
  readonly ids: readonly string[];
  readonly sizes: readonly number[];
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly firms: number }[];
}

/** Nothing lost: what became of every record, and what the columns lack. */
export interface Quality {
  readonly rejects: readonly {
    readonly column: string;
    readonly code: string;
    readonly expected: string;
    readonly records: number;
  }[];
  readonly refused: readonly { readonly code: string; readonly firms: number }[];
  /** Loaded firms, and how many lack each column that rating reads. */
  readonly loaded: number;
  readonly missing: readonly { readonly column: string; readonly firms: number }[];
}

/** A step from the list to overdue. */
export interface FunnelCount {
  readonly step: string;
  readonly firms: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
  readonly amount: number | null;
  /** Over the firms whose amounts are known. */
  readonly mean: number | null;
  /** Nobody tells how many there are. */
  readonly unknown?: true;
}
