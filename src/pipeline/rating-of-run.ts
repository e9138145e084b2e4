import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import {
  binsColumns,
  dimensionColumn,
  REASON_COLUMNS,
  ratingOutputColumns,
  unpackBins,
} from '../document/rating-columns.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { type BinReading, type CardScore, cardScorer } from '../enterprise/card-score.js';
import { reasonsAgainst } from '../enterprise/rate-company.js';
import { damagedRun } from '../output/run-folder.js';
import { firmOfRun } from '../sql/firm-of-run.js';
import type { OpenRun } from './open-run.js';
import { sealedRatings } from './sealed-ratings.js';

/** A firm's rating in a run; `tier` of the score is that of the model. */
export interface RatingOfRun extends CardScore {
  /** A reading of each feature, in the document's order: the bin is kept, the value is not. */
  readonly features: readonly BinReading[];
  readonly industryId: string | null;
  /** The tier that credit used, 1 to 15, and what it came from: model, held or override. */
  readonly settled: number;
  readonly source: string;
  /** How many inputs counted for thin files were missing. */
  readonly missingInputs: number;
}

/**
 * A firm's rating out of a run's folder, added up again from its bins by the card of the run; undefined where it did not rate the firm.
 * @param wanted the firm, and the run's enterprise.json
 * @throws InputError RUN_DAMAGED when ratings.parquet is not what ratings.csv says, or its bins do not add up to it
 */
export async function ratingOfRun(
  engine: Engine,
  run: Pick<OpenRun, 'folder'>,
  { companyId, document }: { readonly companyId: string; readonly document: EnterpriseDocument },
): Promise<RatingOfRun | undefined> {
  const packed = binsColumns(document);
  const columns = [...ratingOutputColumns(document), ...packed];
  const path = await sealedRatings(engine, run);
  const [row] = await engine.rows(firmOfRun.parquet(path, companyId, columns));
  if (row === undefined) return undefined;
  const numbers = unpackBins(
    packed.map((name) => BigInt(row[name] as bigint)),
    document.features.length,
  );
  const features = document.features.map(({ feature, bins, meanPoints }, j): BinReading => {
    const points = bins[numbers[j]!]?.points ?? Number.NaN;
    return { id: feature.id, bin: numbers[j]!, points, gain: points - meanPoints };
  });
  const score = cardScorer(document)(features);
  assertAddsUp(row, { ...score, features }, run);
  return {
    ...score,
    features,
    industryId: row.industry_id === null ? null : String(row.industry_id),
    settled: Number(row.tier),
    source: String(row.tier_source),
    missingInputs: Number(row.missing_inputs),
  };
}

type Added = Pick<RatingOfRun, 'features'> & CardScore;

/** No checksum vouches for packed bins: what they add up to stands in ratings.csv, which has one. */
function assertAddsUp(row: EngineRow, rating: Added, { folder }: Pick<OpenRun, 'folder'>): void {
  const ids = Object.keys(rating.dimensions);
  const against = reasonsAgainst(rating).map(({ id, bin }) => `${id}#${bin}`);
  const told = ['raw_score', 'score', 'tier_model', 'pd_ppm', ...ids.map(dimensionColumn), ...REASON_COLUMNS];
  const { rawScore, score, tier, pdPpm, dimensions } = rating;
  const added = [rawScore, score, tier, pdPpm, ...ids.map((id) => dimensions[id]), ...against];
  const at = told.findIndex((name, i) => String(row[name] ?? '') !== String(added[i] ?? ''));
  if (at < 0) return;
  throw damagedRun(folder, [
    {
      code: 'CHANGED_OUTPUT',
      file: 'ratings.parquet',
      column: told[at]!,
      found: `bins of ${row[COMPANY_ID]} that give ${added[at] ?? 'nothing'}`,
      expected: `${row[told[at]!] ?? 'nothing'}, as in ratings.csv`,
    },
  ]);
}
