import type { MonitorPlan } from '../document/monitor-plan.js';
import {
  countBetween,
  criticalStability,
  pointsShift,
  quantileEdges,
  stabilityIndex,
  stabilityStatus,
} from './stability.js';
import type { Status } from './status.js';

/** Rated firms of one run, column by column. */
export interface RatedSample {
  readonly n: number;
  readonly score: Float64Array;
  /** Number of the bin, by feature. */
  readonly bins: ReadonlyMap<string, Uint8Array>;
}

/** A feature of the card: the points of its bins. */
export interface DriftFeature {
  readonly id: string;
  readonly points: readonly number[];
}

/** One measure of drift and what it says. */
export interface DriftCheck {
  readonly check: 'score' | 'feature' | 'downgrades' | 'upgrades' | 'concentration' | 'overrides';
  /** The feature; `score`, `tier` otherwise. */
  readonly subject: string;
  readonly value: number;
  /** Firms of the reference and of the new run. */
  readonly n: number;
  readonly m: number;
  /** What chance alone exceeds in one of twenty cases; null where it is not known. */
  readonly critical: number | null;
  readonly limits: { readonly watch: number; readonly fail: number } | null;
  /** Null without limits: it is shown, and says neither pass nor fail. */
  readonly status: Status | null;
  /** Mean points that the new firms have more (or less) by this feature; null for the others. */
  readonly pointsShift: number | null;
  /** The bin whose share moved most, and by how much; null where none moved, and for what has no bins. */
  readonly moved: { readonly bin: number; readonly from: number; readonly to: number } | null;
  /** The scores of that bin, from..below, null at the ends; undefined for a feature, whose card says it, and where none moved. */
  readonly movedScores?: { readonly from: number | null; readonly below: number | null };
}

type Limits = MonitorPlan['score'];

/**
 * Whether the score and the features of new firms are spread as those of the reference: stability indices over deciles and bins,
 * judged above their limits and above what chance gives.
 * @param reference firms of the run before
 * @param current firms of the new run
 * @param plan what is checked
 */
export function driftChecks(
  reference: RatedSample,
  current: RatedSample,
  { features, plan }: { readonly features: readonly DriftFeature[]; readonly plan: MonitorPlan },
): DriftCheck[] {
  const edges = quantileEdges(reference.score, 10);
  const sizes = { n: reference.n, m: current.n };
  const score = stabilityCheck(
    { check: 'score', subject: 'score' },
    [countBetween(reference.score, edges), countBetween(current.score, edges)],
    { ...sizes, limits: plan.score },
  );
  const between = score.moved && {
    from: wholeEdge(edges[score.moved.bin - 1]),
    below: wholeEdge(edges[score.moved.bin]),
  };
  const wanted = features.filter(({ id }) => plan.only === undefined || plan.only.includes(id));
  return [
    { ...score, ...(between && { movedScores: between }) },
    ...wanted.map(({ id, points }) => {
      const counts = [reference, current].map((sample) => countBins(sample.bins.get(id)!, points.length));
      const made = { ...sizes, limits: plan.features };
      const check = stabilityCheck({ check: 'feature', subject: id }, [counts[0]!, counts[1]!], made);
      return { ...check, pointsShift: pointsShift(counts[0]!, counts[1]!, points) };
    }),
  ];
}

/** The first whole score from an edge on, which parts scores as the edge does. */
const wholeEdge = (edge: number | undefined) => (edge === undefined ? null : Math.ceil(edge));

function stabilityCheck(
  named: Pick<DriftCheck, 'check' | 'subject'>,
  [expected, actual]: readonly [readonly number[], readonly number[]],
  { n, m, limits }: { readonly n: number; readonly m: number; readonly limits: Limits },
): DriftCheck {
  const used = expected.filter((count, i) => count + actual[i]! > 0).length;
  const critical = criticalStability(n, m, Math.max(2, used));
  const value = stabilityIndex(expected, actual);
  const found = stabilityStatus(value, critical, limits);
  // Where chance alone passes the limit, finding nothing proves nothing.
  const status = found === 'pass' && critical > limits.fail ? 'NO POWER' : found;
  const moves = expected.map((count, bin) => ({ bin, from: count / n, to: actual[bin]! / m }));
  const moved = moves.reduce((a, b) => (Math.abs(b.to - b.from) > Math.abs(a.to - a.from) ? b : a));
  return {
    ...named,
    value,
    n,
    m,
    critical,
    limits,
    status,
    pointsShift: null,
    moved: moved.from === moved.to ? null : moved,
  };
}

function countBins(bins: Uint8Array, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const bin of bins) counts[bin]!++;
  return counts;
}

/** How often halves of one sample are called drift, though nothing drifted. */
export interface FalseAlarms {
  readonly halves: number;
  /** Halves with a watch or fail of the score, and of anything. */
  readonly score: number;
  readonly any: number;
}

/**
 * Splits a sample at random into halves, again and again, and counts the alarms: what the checks find where there is nothing.
 * @param sample firms of one run
 * @param draws numbers in [0, 1) for each splitting
 * @param options features and plan
 */
export function falseAlarms(
  sample: RatedSample,
  draws: readonly (() => number)[],
  options: Parameters<typeof driftChecks>[2],
): FalseAlarms {
  let [score, any] = [0, 0];
  for (const draw of draws) {
    const side = Uint8Array.from({ length: sample.n }, () => (draw() < 0.5 ? 1 : 0));
    const checks = driftChecks(half(sample, side, 0), half(sample, side, 1), options);
    const alarms = checks.filter(({ status }) => status === 'watch' || status === 'fail');
    if (alarms.length > 0) any++;
    if (alarms.some(({ check }) => check === 'score')) score++;
  }
  return { halves: draws.length, score, any };
}

function half({ score, bins }: RatedSample, side: Uint8Array, wanted: number): RatedSample {
  const isIn = (_value: number, i: number) => side[i] === wanted;
  const own = score.filter(isIn);
  return {
    n: own.length,
    score: own,
    bins: new Map([...bins].map(([id, values]) => [id, values.filter(isIn)])),
  };
}
