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

/** One test of a pd against what happened. */
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

/** A point of ROC and KS: the shares of all good and of all bad firms at or below a score. */
export interface CurvePoint {
  readonly score: number;
  readonly goods: number;
  readonly bads: number;
}
