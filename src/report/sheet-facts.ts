import type { Column } from '../document/column.js';
import type { Texts } from '../document/common.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { Gate } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import type { Cell } from '../output/csv.js';
import type { NotApplied } from '../text/run-sheet.js';
import type { SetBy } from '../text/sheet.js';

/** Everything a company sheet is written from. */
export interface SheetFacts {
  readonly companyId: string;
  readonly name: string | null;
  readonly asOf: string;
  readonly synthetic: boolean;
  readonly document: EnterpriseDocument;
  /** The columns that the documents declare: those of the rating, then those of the policy, where there is one. */
  readonly columns: readonly Column[];
  /** FAST of its industry; undefined outside the map. */
  readonly industry: SheetIndustry | undefined;
  /** Carried columns with their values, personal ones masked; then branch and manager, where somebody is assigned. */
  readonly details: readonly (readonly [column: string, value: Cell])[];
  /** Undefined when the firm is too thin to rate. */
  readonly rating: SheetRating | undefined;
  readonly missing: readonly string[];
  /** Undefined without a policy, or when the firm is too thin to rate. */
  readonly credit: SheetCredit | undefined;
  readonly fingerprints: readonly (readonly [document: string, fingerprint: string, status: string])[];
  /** The run whose folder all of it comes from; undefined for a firm of today's table. */
  readonly run: SheetRun | undefined;
}

/** What a sheet says of a firm of an earlier run. */
export interface SheetRun {
  readonly id: string;
  readonly documents: readonly {
    readonly name: string;
    readonly fingerprint: string;
    readonly status: string;
    readonly approver: string | undefined;
    readonly validFrom: string | undefined;
  }[];
  /** Every feature of the card, in its order. */
  readonly features: readonly {
    readonly name: Texts;
    readonly dimension: string;
    readonly band: Texts;
    readonly points: number;
    readonly gain: number;
  }[];
  /** How many inputs that count for thin files were missing; undefined when the firm was too thin to rate. */
  readonly missingInputs: number | undefined;
  /** An override of the firm that was not its tier. */
  readonly notApplied: NotApplied | undefined;
  /** The file of overrides that set the tier, where the run keeps nothing else of it. */
  readonly overridesFile: { readonly file: string; readonly sha256: string } | undefined;
}

/** The industry of a firm as FAST scored it. */
export interface SheetIndustry {
  readonly name: Texts;
  readonly score: number;
  readonly rank: number;
  readonly target: boolean;
}

/** The rating of a firm: tier, where it comes from, score, and what every feature gave. */
export interface SheetRating {
  readonly tier: number;
  readonly tierModel: number;
  /** model, held or override. */
  readonly tierSource: string;
  /** Who set the tier, and why; undefined where nobody did. */
  readonly setBy: SetBy | undefined;
  readonly score: number;
  readonly pdPpm: number | null;
  /** Points to the next better tier by the model; undefined in R1. */
  readonly better: { readonly tier: number; readonly points: number } | undefined;
  /** Points above the floor of its tier by the model. */
  readonly aboveFloor: number;
  readonly dimensions: Readonly<Record<string, number | null>>;
  /** Medians of the firms it is held against; undefined without a study that can be rated as a whole. */
  readonly peers:
    | { readonly firms: number; readonly medians: Readonly<Record<string, number | null>> }
    | undefined;
  readonly against: readonly SheetReading[];
  readonly for: readonly SheetReading[];
  /** Single moves that suffice for the better tier, or else the fewest that do together. */
  readonly moves: { readonly kind: 'single' | 'together'; readonly moves: readonly SheetMove[] } | undefined;
  /** Features whose value is not known. */
  readonly unknown: readonly string[];
}

/** What one feature gave a firm. */
export interface SheetReading {
  readonly id: string;
  /** Undefined for a firm of a run, which keeps bins alone. */
  readonly value?: number | string | null;
  readonly bin: number;
  readonly gain: number;
}

/** A bin that would move the score, and by how many points. */
export interface SheetMove {
  readonly feature: string;
  readonly fromBin: number;
  readonly toBin: number;
  readonly points: number;
}

/** Line and rate of a firm, or why it has none. */
export interface SheetCredit {
  readonly policy: Policy;
  readonly isLentTo: boolean;
  /** The cap of the portfolio that has no room for it on the list. */
  readonly stoppedBy: string | undefined;
  readonly revenue: number | null;
  readonly line:
    | {
        /** All limits; of a run the one that binds, its amount null where that takes columns of the company table. */
        readonly terms: readonly { readonly name: string; readonly amount: number | null }[];
        readonly binding: string;
        readonly ownLine: number;
        readonly lineAmount: number;
      }
    | undefined;
  readonly rate:
    | {
        readonly rateBp: number;
        readonly components: Readonly<Record<string, number>>;
        readonly bound: string;
        /** The tier that it is priced by, and its pd, ppm: never the firm's own; and who assumed it, where the card has none. */
        readonly by: {
          readonly tier: number;
          readonly pdPpm: number | null;
          readonly assumedBy?: string | undefined;
        };
        /** Of a run, which keeps no tax rating: those that come to the rate, and what each adds. */
        readonly tax?: readonly { readonly rating: string | null; readonly taxBp: number }[];
      }
    | undefined;
  readonly gates: readonly Gate[];
  readonly flags: readonly string[];
  /** Undefined where nothing is offered. */
  readonly validUntil: string | undefined;
}
