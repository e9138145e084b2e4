import { sum } from '../core/numbers.js';
import type { Portfolio } from '../credit/portfolio.js';
import { codesInMask, gatesOf } from '../document/gates.js';
import type { EarlyWindow } from '../document/invoice-window.js';
import type { Policy } from '../document/policy.js';
import type { EngineRow } from '../engine/engine.js';
import type { LoadedCompanies } from './load-companies.js';
import type { FileCounts } from './load-table.js';
import type { OverrideCounts } from './override-outcomes.js';
import type { Models } from './read-models.js';
import type { PreviousCounts } from './settle-tiers.js';

/** What rating found, in the order a reader asks: is nothing lost, who is where. */
export interface RatedSummary {
  /** Records = rated + refused + rejected; and the firms on the list, where there is one. */
  readonly counts: Readonly<Record<string, number>>;
  /** Records of the company table by file, where it comes in several. */
  readonly files?: readonly FileCounts[];
  /** Firms in R1 to R15. */
  readonly tiers: readonly number[];
  readonly refused: readonly { readonly code: string; readonly firms: number }[];
  /** The invoices that columns were made from; undefined without any. */
  readonly invoices?: InvoiceCounts;
  /** What became of overrides; undefined without any file of them. */
  readonly overrides?: OverrideCounts;
  /** What the ratings of the run before did; undefined without any. */
  readonly previous?: PreviousCounts;
}

/** What a run found: ratings, and who gets what. */
export interface RunSummary extends RatedSummary {
  /** How many firms of the lent-to tiers failed each gate; a firm can fail several. */
  readonly gates: readonly { readonly code: string; readonly firms: number; readonly alone: number }[];
  /** Firms of the lent-to tiers. */
  readonly lentTo: number;
  readonly lines: readonly IndustryLines[];
  /** What the policy's caps leave of the list, with its expected use and loss. */
  readonly portfolio: Portfolio;
  /** Firms on the list that assignments.csv gives to nobody; left out where there are none, or no such file. */
  readonly unassigned?: number;
}

/** Records of the invoice file = taken + copies + rejected. */
export interface InvoiceCounts {
  readonly file: string;
  readonly records: number;
  readonly taken: number;
  readonly copies: number;
  readonly rejected: number;
  /** Of those taken: invoices of firms that the company table does not have. */
  readonly ofStrangers: number;
  /** Day of the first invoice and the columns that look further back; undefined where none does. */
  readonly reach?: { readonly first: string; readonly early: readonly EarlyWindow[] };
}

/** The target list of one industry. */
export interface IndustryLines {
  readonly industryId: string;
  readonly firms: number;
  readonly lineSum: number;
  readonly lineMean: number;
  /** Mean rate weighted by line, basis points. */
  readonly rateBp: number;
}

/** Results of the questions that are asked of ratings. */
export interface RatedInput {
  readonly loaded: LoadedCompanies;
  /** Firms by tier, or by the code they were refused with. */
  readonly rated: readonly EngineRow[];
  /** The target list; undefined where there is none. */
  readonly targets?: readonly EngineRow[];
}

/** Results of the questions a run asks. */
export interface SummaryInput extends RatedInput {
  readonly models: Models;
  readonly targets: readonly EngineRow[];
  readonly gates: readonly EngineRow[];
  readonly portfolio: Portfolio;
}

/** Gathers what rating found from small query results. */
export function summariseRated({ loaded, rated: counted, targets }: RatedInput): RatedSummary {
  const byTier = Array.from({ length: 15 }, (_, i) =>
    Number(counted.find(({ tier }) => tier === i + 1)?.n ?? 0),
  );
  const refusedBy = counted
    .filter(({ code }) => code !== null)
    .map(({ code, n }) => ({ code: String(code), firms: Number(n) }));
  const rated = sum(byTier);
  const invoices = invoiceCounts(loaded);
  return {
    ...(invoices && { invoices }),
    counts: {
      records: loaded.records,
      rated,
      refused: sum(refusedBy.map(({ firms }) => firms)),
      rejected: loaded.rejected,
      ...(targets && { targets: targets.length }),
      ...(invoices && {
        invoices: invoices.taken,
        invoiceCopies: invoices.copies,
        invoicesRejected: invoices.rejected,
      }),
    },
    ...(loaded.files && { files: loaded.files }),
    tiers: byTier,
    refused: refusedBy,
  };
}

/** Gathers a run's summary from small query results. */
export function summarise(input: SummaryInput): RunSummary {
  const { models, targets, gates, portfolio } = input;
  return {
    ...summariseRated(input),
    gates: countGates(gates, models.policy.value),
    lentTo: sum(gates.map((row) => Number(row.n))),
    lines: linesByIndustry(targets, models),
    portfolio,
  };
}

function invoiceCounts({ invoices }: LoadedCompanies): InvoiceCounts | undefined {
  if (invoices === undefined) return undefined;
  const { file, records, rows, copies, rejected, strangers, first, early } = invoices;
  const counts = { file, records, taken: rows - copies, copies, rejected, ofStrangers: strangers.invoices };
  return first === undefined || early.length === 0 ? counts : { ...counts, reach: { first, early } };
}

/**
 * How many firms failed each gate.
 * @param rows masks of failed gates with the firms that have them
 */
export function countGates(rows: readonly EngineRow[], policy: Policy): RunSummary['gates'] {
  const gates = gatesOf(policy);
  const masks = rows.map((row) => ({
    codes: codesInMask(Number(row.gates), gates).map(({ code }) => code),
    firms: Number(row.n),
  }));
  return gates.map(({ code }) => {
    const failing = masks.filter(({ codes }) => codes.includes(code));
    const alone = failing.filter(({ codes }) => codes.length === 1);
    return {
      code,
      firms: sum(failing.map(({ firms }) => firms)),
      alone: sum(alone.map(({ firms }) => firms)),
    };
  });
}

function linesByIndustry(targets: readonly EngineRow[], { industry }: Models): IndustryLines[] {
  const ranked = [...industry.value.industries].sort((a, b) => a.rank - b.rank);
  return [...ranked.map(({ id }) => id), null].flatMap((id) => {
    const rows = targets.filter((row) => row.industry_id === id);
    if (rows.length === 0) return [];
    const lineSum = sum(rows.map((row) => Number(row.line_amount)));
    const interest = sum(rows.map((row) => Number(row.line_amount) * Number(row.rate_bp)));
    return [
      {
        industryId: id ?? '',
        firms: rows.length,
        lineSum,
        lineMean: lineSum / rows.length,
        rateBp: lineSum === 0 ? 0 : interest / lineSum,
      },
    ];
  });
}
