import type { Outcome } from '../document/rule.js';
import type { FinalLine } from './final-line.js';
import type { Rate } from './rate.js';
import type { CreditFirm } from './read-firm.js';

/** A pre-approved line on the target list. */
export interface Offer {
  readonly tier: number;
  /** Whole units of currency. */
  readonly lineAmount: number;
  /** Basis points a year. */
  readonly rateBp: number;
  /** Last day, `YYYY-MM-DD`, inclusive. */
  readonly validUntil: string;
  /** The cap of the portfolio that had no room for it; absent where all had. */
  readonly stoppedBy?: string;
}

/** What one application is decided from. */
export interface ApplicationFacts {
  /** `YYYY-MM-DD`. */
  readonly decidedOn: string;
  /** Whole units of currency; null when the application names no amount. */
  readonly requestedAmount: number | null;
  readonly hasCollateral: boolean;
  /** Lines granted to the borrower since the offer, by the log; whole units of currency. */
  readonly grantedBefore: number;
  /** Whether richer fields were left aside for want of consent. */
  readonly lacksConsent: boolean;
  readonly offer: Offer | null;
  /** The firm as the bank knew it, rated; null when it cannot be rated: then `unknown` says why. */
  readonly before: CreditFirm | null;
  readonly unknown: 'UNKNOWN_COMPANY' | 'THIN_FILE' | null;
  /** The firm with every field that may be read, rated again; the same as before when there is none. */
  readonly now: CreditFirm | null;
  /** Whether tax, finance or invoice data were read: then the richer line is computed. */
  readonly isRicher: boolean;
}

/** Why an application was not simply approved. */
export interface DecisionReason {
  readonly code: string;
  readonly outcome: Outcome;
}

/** A decision: outcome, every reason, every candidate line, the rate with its components. */
export interface CreditDecision {
  readonly outcome: Outcome;
  readonly reasons: readonly DecisionReason[];
  readonly flags: readonly string[];
  /** The newest tier; null when the firm could not be rated. */
  readonly tier: number | null;
  /** 0..1000; null with the tier. */
  readonly score: number | null;
  readonly line: FinalLine | null;
  readonly rate: Rate | null;
  /** What is granted: the final line, at most what was asked for; 0 unless approved. */
  readonly grantedAmount: number;
  /** Last day of the granted line; null unless approved. */
  readonly validUntil: string | null;
}
