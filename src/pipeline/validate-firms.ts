import { InputError } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import { pick } from '../core/pick.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { badsAmong } from '../enterprise/training-table.js';
import { type CurvePoint, cumulativeCurve } from '../validation/cumulative-curve.js';
import { type ProbabilityTests, probabilityTests } from '../validation/probability-tests.js';
import { type SourcePair, sourcePairs } from '../validation/source-pairs.js';
import {
  type BackTest,
  backTest,
  type FamilyTest,
  segmentTests,
  type TierStep,
  tierSteps,
} from '../validation/validate.js';
import { type MeanWeights, meanWeights, weighedCount } from '../validation/weighed-count.js';
import { type Grouping, type LabelledFirms, testedOf } from './labelled-firms.js';
import { type InternalBenchmark, ownRating } from './own-rating.js';

/** What was found; pds are tested on the bank's own customers, where the spec names them: lists of good and bad firms have no rate. */
export interface Validated {
  readonly labelled: { readonly n: number; readonly bads: number };
  /** Firms whose pds are tested. */
  readonly tested: { readonly n: number; readonly bads: number; readonly who: 'customers' | 'all' };
  readonly pooled: BackTest;
  /** Held to what the fifteen of them allow together (Holm), as segments are. */
  readonly tiers: readonly FamilyTest[];
  readonly steps: readonly TierStep[];
  /** Null with fewer than two firms of either kind. */
  readonly probabilities: ProbabilityTests | null;
  /** Cumulative shares of good and bad over the scores of the tested firms; empty without both kinds. */
  readonly curve: readonly CurvePoint[];
  readonly sourcePairs: readonly SourcePair[];
  readonly internal: InternalBenchmark | null;
  /** By industry and columns; by `tier_source` too where tiers were held or set by hand. */
  readonly segments: readonly {
    readonly by: string;
    /** Of numbers: the least value of each size class but the first, ascending. */
    readonly edges?: readonly number[];
    readonly tests: readonly FamilyTest[];
    /** Segments of fewer than 30 firms, which are not tested, and the firms in them. */
    readonly small: { readonly segments: number; readonly firms: number };
  }[];
}

interface Context {
  readonly document: EnterpriseDocument;
  readonly sources: readonly string[];
  readonly groups: readonly string[];
  /** Whether the spec says who the bank's own customers are. */
  readonly isNamed: boolean;
  /** Whether the card was trained on all of these very labels. Default: no. */
  readonly isFitted?: boolean;
}

/**
 * Every test of ratings whose outcomes are known. Where fewer than two firms were bad, or good, pds are tested all the same;
 * ranking and tests of probabilities are left out.
 * @throws InputError NO_OUTCOMES where no firm counts, NO_PD for a card without pds
 */
export function validateFirms(
  firms: LabelledFirms,
  { document, sources, groups, isNamed, isFitted = false }: Context,
): Validated {
  const all = Uint32Array.from({ length: firms.n }, (_, row) => row);
  const rows = all.filter(testedOf(firms, isNamed));
  const bads = badsAmong(firms, rows);
  assertTestable(firms, rows);
  const mean = meanWeights(pick(firms.bad, rows), weightsOf(firms, rows));
  const pdOf = (tier: number) => document.tiers[tier - 1]!.pdPpm! / 1e6;
  const ofTier = (tier: number) => rows.filter((row) => firms.tier[row] === tier);
  const tiers = document.tiers.map(({ tier }) =>
    backTest(`R${tier}`, { ...tally(firms, ofTier(tier), mean), pd: pdOf(tier) }),
  );
  const held = tiers.filter(({ n }) => n > 0);
  return {
    labelled: { n: firms.n, bads: badsAmong(firms, all) },
    tested: { n: rows.length, bads, who: isNamed ? 'customers' : 'all' },
    pooled: backTest('all', { ...tally(firms, rows, mean), pd: meanPd(firms, rows, pdOf) }),
    tiers: segmentTests(held),
    steps: tierSteps(held),
    probabilities: testsOf(firms, rows, isFitted ? 2 : 0),
    curve: curveOf(firms, rows),
    sourcePairs: sourcePairs({ ...firms, risk: firms.score.map((score) => -score) }, sources),
    internal: ownRating(firms, rows),
    segments: groupings(firms, rows, groups).map(([by, { values, edges }]) => ({
      by,
      ...(edges && { edges }),
      ...segmentsOf(firms, { rows, values, pdOf, mean, fewest: by === TIER_SOURCE ? 1 : FEWEST }),
    })),
  };
}

/** What the tested firms are grouped by: where their tiers come from, where that is not the model alone, industries, and columns. */
function groupings(
  { industry, tierSource, groups }: LabelledFirms,
  rows: Uint32Array,
  names: readonly string[],
): (readonly [by: string, grouping: Grouping])[] {
  const isPlaced = industry.some((id) => id !== null);
  const isSettled = rows.some((row) => tierSource[row] !== 'model');
  return [
    ...(isSettled ? [[TIER_SOURCE, { values: tierSource }] as const] : []),
    ...(isPlaced ? [['industry', { values: industry }] as const] : []),
    ...names.map((by, i) => [by, groups[i]!] as const),
  ];
}

const curveOf = (firms: LabelledFirms, rows: Uint32Array) =>
  cumulativeCurve(
    Float64Array.from(rows, (row) => firms.score[row]!),
    pick(firms.bad, rows),
  );

/** Tests of the firms' own probabilities; null without both kinds. */
function testsOf(firms: LabelledFirms, rows: Uint32Array, fitted: 0 | 2): ProbabilityTests | null {
  const p = Float64Array.from(rows, (row) => firms.p[row]!);
  return probabilityTests(p, pick(firms.bad, rows), { weight: weightsOf(firms, rows), fitted }) ?? null;
}

const weightsOf = ({ weight }: LabelledFirms, rows: Uint32Array) =>
  Float64Array.from(rows, (row) => weight[row]!);

const tally = (firms: LabelledFirms, rows: Uint32Array, mean: MeanWeights) =>
  weighedCount(pick(firms.bad, rows), weightsOf(firms, rows), mean);

function meanPd({ tier, weight }: LabelledFirms, rows: Uint32Array, pdOf: (tier: number) => number): number {
  const all = rows.reduce((sum, row) => sum + weight[row]!, 0);
  return rows.reduce((sum, row) => sum + weight[row]! * pdOf(tier[row]!), 0) / all;
}

function assertTestable(firms: LabelledFirms, rows: Uint32Array): void {
  if (rows.length === 0)
    throw new InputError('NO_OUTCOMES', 'Nobody knows yet what became of the rated firms', [
      {
        code: 'NO_OUTCOMES',
        found: `${firms.n} rated firms with a known outcome${firms.n > 0 ? ', none of them a customer' : ''}`,
        expected: 'customers with a label, or with a matured outcome',
      },
    ]);
  if (Number.isNaN(firms.p[rows[0]!]!))
    throw new InputError('NO_PD', 'The card has no pds: there is nothing to hold against defaults', [
      { code: 'NO_PD', file: 'enterprise.json', path: 'pdByScore', expected: 'a card trained on labels' },
    ]);
}

/** Fewer firms than this are no segment. */
const FEWEST = 30;

/** What tiers come from: how those fared that people set is told of the fewest. */
const TIER_SOURCE = 'tier_source';

interface Segmenting extends Pick<Grouping, 'values'> {
  readonly rows: Uint32Array;
  readonly pdOf: (tier: number) => number;
  /** Of all tested firms. */
  readonly mean: MeanWeights;
  readonly fewest: number;
}

function segmentsOf(firms: LabelledFirms, { rows, values, pdOf, mean, fewest }: Segmenting) {
  const byName = groupBy(rows, (row) => values[row] ?? '');
  const all = [...byName.keys()].sort().map((name) => ({ name, own: Uint32Array.from(byName.get(name)!) }));
  const large = all.filter(({ own }) => own.length >= fewest);
  const tests = large.map(({ name, own }) =>
    backTest(name, { ...tally(firms, own, mean), pd: meanPd(firms, own, pdOf) }),
  );
  const tested = large.reduce((sum, { own }) => sum + own.length, 0);
  return {
    tests: segmentTests(tests),
    small: { segments: all.length - large.length, firms: rows.length - tested },
  };
}
