import type { Fraction } from '../core/fraction.js';

/** A firm that the caps decide about. */
export interface PortfolioFirm {
  readonly companyId: string;
  readonly tier: number;
  /** Whole units of currency. */
  readonly lineAmount: number;
  /** Rate above the price floor, basis points, exact: doubles would part margins that are equal. */
  readonly margin: Fraction;
  readonly industryId: string | null;
  /** FAST rank; the larger of all for a firm outside. */
  readonly industryRank: number;
  readonly town: string | null;
  readonly group: string | null;
  /** Of the firm's tier, parts per million. */
  readonly pdPpm: number;
}

/** What the caps leave, amounts in whole units of currency. */
export interface Portfolio {
  readonly firms: number;
  readonly lineSum: number;
  /** Σ u L. */
  readonly use: number;
  /** Σ L u PD LGD. */
  readonly expectedLoss: number;
  /** Whom the caps stop. */
  readonly stopped: readonly { readonly cap: string; readonly firms: number; readonly lineSum: number }[];
}

/** One cap and how far the list takes it up, whole units of currency, rounded. */
export interface CapUse {
  /** TOTAL, INDUSTRY, TOWN, TIER or GROUP. */
  readonly kind: string;
  /** The industry, town, tier or group under it; empty for the total. */
  readonly of: string;
  readonly use: number;
  readonly limit: number;
  /** Firms it stopped. */
  readonly stopped: number;
}
