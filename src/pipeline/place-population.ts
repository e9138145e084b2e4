import { roundHalfAwayFromZero } from '../core/numbers.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { TrainingEvidence } from '../document/training-evidence.js';
import type { Engine } from '../engine/engine.js';
import type { BinnedFeature } from '../enterprise/binned-feature.js';
import { scoreLine } from '../enterprise/points.js';
import {
  cappedNote,
  ppm,
  scoreHistogram,
  tierCounts,
  tierPds,
  tiersWithoutPd,
} from '../enterprise/tier-pds.js';
import { weighedTier, weightsByScore } from '../enterprise/tier-weights.js';
import { placeTiers } from '../enterprise/tiers.js';
import type { IndustryLookup } from '../sql/company.js';
import type { CardDocument } from '../sql/points.js';
import { pointsColumn, populationQuery } from '../sql/population.js';
import { jeffreysInterval, RATE_LEVEL } from '../validation/beta.js';
import { COMPANIES } from './load-companies.js';
import type { TrainingData } from './training-data.js';

/** The rated firms under a card that has points but no tiers yet. */
export interface Population {
  /** Firms at each score 0 to 1000. */
  readonly histogram: readonly number[];
  readonly rated: number;
  readonly clampedShare: number;
  /** Rounded mean points of each feature, in the card's order. */
  readonly meanPoints: readonly number[];
}

/** Scores every firm of the engine with the card's points and counts. */
export async function countPopulation(
  engine: Engine,
  document: CardDocument,
  { industry, asOf }: { readonly industry: IndustryLookup; readonly asOf: string },
): Promise<Population> {
  const rows = await engine.rows(populationQuery({ document, industry, asOf, from: COMPANIES }));
  const histogram = new Array<number>(1001).fill(0);
  for (const row of rows) histogram[Number(row.score)] = Number(row.n);
  const sumOf = (name: string) => rows.reduce((sum, row) => sum + Number(row[name]), 0);
  const rated = sumOf('n');
  const meanOf = (id: string) => roundHalfAwayFromZero(sumOf(pointsColumn(id)) / rated);
  return {
    histogram,
    rated,
    clampedShare: rated === 0 ? 0 : sumOf('clamped') / rated,
    meanPoints: document.features.map(({ feature }) => (rated === 0 ? 0 : meanOf(feature.id))),
  };
}

/** The integer score of each labelled row, clamped to 0..1000; the features carry their points. */
export function labelledScores(
  features: readonly Pick<BinnedFeature, 'cells' | 'binOfCell' | 'bins'>[],
  basePoints: number,
  { table }: TrainingData,
): Int32Array {
  const raw = new Int32Array(table.rows).fill(basePoints);
  for (const { cells, binOfCell, bins } of features) {
    const points = Int32Array.from(binOfCell, (bin) => bins[bin]!.points);
    for (let row = 0; row < raw.length; row++) raw[row]! += points[cells.codes[row]!]!;
  }
  return raw.map((value) => Math.min(1000, Math.max(0, value)));
}

/** Places the tiers on the population and gives each its frozen pd and evidence. */
export function placeDocumentTiers(
  spec: EnterpriseSpec,
  population: Population,
  made: {
    readonly pdByScore: readonly number[] | null;
    readonly scores: Int32Array;
    readonly data: TrainingData;
    readonly previous: readonly number[] | undefined;
  },
): Pick<EnterpriseDocument, 'tiers'> & Pick<TrainingEvidence, 'tierShares' | 'tierNote'> {
  const { pdByScore, scores, data, previous } = made;
  const { histogram, rated } = population;
  const { floors, note } = placeTiers(spec.tiers, {
    histogram,
    line: scoreLine(spec.scale),
    ...(previous === undefined ? {} : { previous }),
  });
  const isCustomer = (row: number) => data.customer[row] === 1;
  const tiers =
    pdByScore === null
      ? tiersWithoutPd(floors)
      : tierPds(
          {
            floors,
            pdByScore,
            histogram,
            customers: scoreHistogram(scores, isCustomer),
            bads: scoreHistogram(scores, (row) => isCustomer(row) && data.table.bad[row] === 1),
            weights: weightsByScore(scores, data.table, isCustomer),
          },
          (d, n) => jeffreysInterval(d, n, RATE_LEVEL),
        );
  const tierShares = tierCounts(histogram, floors).map((firms) => (rated === 0 ? 0 : firms / rated));
  return { tiers, tierShares, tierNote: `${note}${cappedNote(tiers)}` };
}

/** Test rows by tier: N, D and the weighted bad rate. */
export function testTiers(
  rows: Uint32Array,
  scores: Int32Array,
  floors: readonly number[],
  data: TrainingData,
) {
  const isTest = new Uint8Array(scores.length);
  for (const row of rows) isTest[row] = 1;
  const wanted = (row: number) => isTest[row] === 1;
  const customers = scoreHistogram(scores, wanted);
  const bads = scoreHistogram(scores, (row) => wanted(row) && data.table.bad[row] === 1);
  const weights = weightsByScore(scores, data.table, wanted);
  const [n, d] = [tierCounts(customers, floors), tierCounts(bads, floors)];
  return floors.map((floor, i) => {
    const { badRate } = weighedTier({ customers, bads, weights }, floor, i === 0 ? 1000 : floors[i - 1]! - 1);
    const badRatePpm = n[i] === 0 ? null : ppm(badRate);
    return { tier: i + 1, n: n[i]!, d: d[i]!, badRatePpm };
  });
}
