import { sum } from '../core/numbers.js';
import { pick } from '../core/pick.js';
import { kendallTauB } from '../validation/agreement.js';
import { discrimination } from '../validation/discrimination.js';
import { type AucDifference, aucDifference } from '../validation/paired-auc.js';

/** Firms with our score and tier, their outcome, and the bank's own grade (higher is worse, NaN where there is none). */
export interface GradedFirms {
  readonly score: Float64Array;
  readonly tier: Float64Array;
  readonly bad: Uint8Array;
  readonly internal: Float64Array;
}

/** The bank's own rating on the same firms and outcomes. */
export interface InternalBenchmark {
  readonly n: number;
  readonly bads: number;
  readonly kendall: number | null;
  readonly auc: number;
  readonly internalAuc: number;
  readonly difference: AucDifference;
  /**
   * Firms whose places in the two rankings (share of firms graded better, and half of those graded alike) lie three fifteenths of the
   * ranking or more apart: the bank's scale may have any number of grades.
   */
  readonly apart: number;
  /** Firms by tier (rows R1 to R15) and the bank's own grade, best first. */
  readonly crossTable: {
    readonly grades: readonly number[];
    readonly counts: readonly (readonly number[])[];
  };
}

const GRADES = 15;
const FAR = 3;
/** Shares of counts: just three parts may come out a rounding below. */
const ROUNDING = 1e-9;

/**
 * Holds the bank's own rating against ours.
 * @param firms rated and labelled firms
 * @param tested the rows that count
 * @returns null where fewer than two good or two bad firms have both ratings
 */
export function ownRating(firms: GradedFirms, tested: Uint32Array): InternalBenchmark | null {
  const rows = tested.filter((row) => !Number.isNaN(firms.internal[row]!));
  const bad = pick(firms.bad, rows);
  const bads = sum(bad);
  if (bads < 2 || rows.length - bads < 2) return null;
  const own = Float64Array.from(rows, (row) => -firms.score[row]!);
  const tiers = Float64Array.from(rows, (row) => firms.tier[row]!);
  const theirs = Float64Array.from(rows, (row) => firms.internal[row]!);
  const [places, otherPlaces] = [midRanks(tiers), midRanks(theirs)];
  const far = (_tier: number, i: number) => GRADES * Math.abs(places[i]! - otherPlaces[i]!) >= FAR - ROUNDING;
  const crossTable = crossTableOf(tiers, theirs);
  return {
    n: rows.length,
    bads,
    kendall: kendallTauB(crossTable.counts) ?? null,
    auc: discrimination(own, bad).auc,
    internalAuc: discrimination(theirs, bad).auc,
    difference: aucDifference(own, theirs, bad),
    apart: tiers.filter(far).length,
    crossTable,
  };
}

function crossTableOf(tiers: Float64Array, theirs: Float64Array): InternalBenchmark['crossTable'] {
  const grades = [...new Set(theirs)].sort((a, b) => a - b);
  const places = new Map(grades.map((grade, place) => [grade, place]));
  const counts = Array.from({ length: GRADES }, () => new Array<number>(grades.length).fill(0));
  tiers.forEach((tier, i) => {
    counts[tier - 1]![places.get(theirs[i]!)!]!++;
  });
  return { grades, counts };
}

/** The share of firms below each firm's grade, and half of those on it. */
function midRanks(grades: Float64Array): Float64Array {
  const counts = new Map<number, number>();
  for (const grade of grades) counts.set(grade, (counts.get(grade) ?? 0) + 1);
  let below = 0;
  const rankOf = new Map(
    [...counts]
      .sort(([a], [b]) => a - b)
      .map(([grade, n]) => {
        below += n;
        return [grade, (below - n / 2) / grades.length] as const;
      }),
  );
  return grades.map((grade) => rankOf.get(grade)!);
}
