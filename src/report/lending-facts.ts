import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import type { Table } from '../output/csv.js';

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
