import type { Column } from '../document/column.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import type { Table } from '../output/csv.js';
import type { Manifest } from '../output/run-folder.js';

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

/** From rating to money. */
export interface Lent {
  readonly industry: IndustryDocument;
  readonly policy: Policy;
  readonly credit: Credit;
  /** Undefined where the study has no column of towns. */
  readonly towns: readonly TownCount[] | undefined;
  /** The target list in both languages, row by row the same; undefined where it was left out. */
  readonly targets: { readonly en: Table; readonly zh: Table } | undefined;
}

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

/** What the policy makes of the lent-to tiers. */
export interface Credit {
  readonly lentTo: number;
  /** Firms that failed each gate; `alone`: failed nothing else. */
  readonly gates: readonly { readonly code: string; readonly firms: number; readonly alone: number }[];
  readonly lines: readonly LineCount[];
  /** What the caps leave. */
  readonly within: {
    readonly firms: number;
    readonly lineSum: number;
    readonly use: number;
    readonly expectedLoss: number;
  };
  readonly caps: readonly CapUse[];
}

/** Firms on the list by industry and tier; the industry is '' outside the map. */
export interface LineCount {
  readonly industryId: string;
  readonly tier: number;
  readonly firms: number;
  readonly lineSum: number;
  /** Σ line × rate, currency × basis points. */
  readonly lineRateSum: number;
}

/** One cap of the portfolio: expected use beside the limit, whole units of currency. */
export interface CapUse {
  readonly kind: string;
  /** The industry, town, tier or group under it; '' for the total. */
  readonly of: string;
  readonly use: number;
  readonly limit: number;
  /** Firms it stopped. */
  readonly stopped: number;
}

/** Rated firms of a town and industry by part of the scale, and those on the list. */
export interface TownCount {
  readonly town: string;
  readonly industryId: string;
  readonly head: number;
  readonly mid: number;
  readonly tail: number;
  readonly listed: number;
  readonly lineSum: number;
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

/** What `dipper validate` found, as far as it is shown. */
export interface ReportedValidation {
  /** Labels of the company table, which the card may have been trained on, or outcomes that came later. */
  readonly by: 'labels' | 'outcomes';
  /** Labelled firms whose label stands in the file that the card was trained on. */
  readonly trainedOn: number;
  readonly status: string;
  readonly labelled: { readonly n: number; readonly bads: number };
  readonly tested: { readonly n: number; readonly bads: number; readonly who: string };
  readonly pooled: TestedPd;
  readonly tiers: readonly FamilyPd[];
  readonly auc: {
    readonly auc: number;
    readonly low: number;
    readonly high: number;
    readonly ks: number;
  } | null;
  /** Tests of the probabilities; those that could not be made are left out. */
  readonly tests: readonly {
    readonly test: 'Spiegelhalter' | 'Hosmer-Lemeshow' | 'calibration line';
    /** What was measured, in words. */
    readonly result: { readonly en: string; readonly zh: string };
    readonly p: number;
    readonly power: number;
    readonly status: string;
  }[];
  /** Each tier against the next that holds firms. */
  readonly steps: readonly {
    readonly better: string;
    readonly worse: string;
    readonly n: number;
    readonly d: number;
    readonly z: number;
    readonly p: number;
    readonly power: number;
    readonly status: string;
  }[];
  /** How well goods of a source are told from bads of a source. */
  readonly sourcePairs: readonly {
    readonly goods: string;
    readonly bads: string;
    readonly n: number;
    readonly d: number;
    readonly auc: number;
  }[];
  /** The bank's own rating; null where too few firms have both, undefined where it was not asked for. */
  readonly internal: OwnRating | null | undefined;
  /** Cumulative shares of good and bad firms at or below a score, rising. */
  readonly curve: readonly CurvePoint[];
  readonly segments: readonly {
    readonly by: string;
    readonly tests: readonly FamilyPd[];
    readonly tooSmall: { readonly segments: number; readonly firms: number };
  }[];
}

/** The bank's own rating on the same firms. */
export interface OwnRating {
  readonly n: number;
  readonly bads: number;
  readonly kendall: number | null;
  readonly auc: number;
  readonly internalAuc: number;
  readonly difference: { readonly difference: number; readonly standardError: number };
  /** Firms whose places in the two rankings lie three or more fifteenths apart. */
  readonly apart: number;
  /** Firms by tier (rows R1 to R15) and own grade, best first. */
  readonly crossTable: {
    readonly grades: readonly number[];
    readonly counts: readonly (readonly number[])[];
  };
}

export interface TestedPd {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  /** Share of bad firms, weighed where firms weigh differently. */
  readonly rate: number;
  /** How many equally weighed firms say as much. */
  readonly effective: number;
  readonly pd: number;
  /** Jeffreys 90 % interval of the rate. */
  readonly low: number;
  readonly high: number;
  readonly jeffreysP: number;
  readonly power: number;
  readonly status: string;
}

/** A pd tested among others; its status goes by the adjusted p-value. */
export interface FamilyPd extends TestedPd {
  readonly adjustedP: number;
}

export interface CurvePoint {
  readonly score: number;
  readonly goods: number;
  readonly bads: number;
}

/** A step from the list to overdue. */
export interface FunnelCount {
  readonly step: string;
  readonly firms: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
  readonly amount: number | null;
}
