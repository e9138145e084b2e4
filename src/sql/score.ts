import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { binsColumns, dimensionColumn, REASONS, reasonColumn } from '../document/rating-columns.js';
import type { IndustryLookup } from './company.js';
import { binary, column, decimal, type Expr, integer, nullOf, pick, text, when } from './expr.js';
import { INDUSTRY_NO } from './own-columns.js';
import { packedBins, passedOn, pointStages, type ScoreOptions } from './points.js';
import { reasonStages, reasonText } from './reason.js';
import { keep, type Named, type Stage } from './stage.js';

/**
 * The stages that rate a company table: features, bins, points, score, tier, pd, dimension scores, reasons.
 * A firm with too many missing inputs has a `refuse_code` and must not be used.
 */
export function scoreStages(options: ScoreOptions): Stage[] {
  const scored = scoredStages(options);
  return [...scored, ratingStage(options, scored.at(-1)!.name)];
}

/** The stages up to what a rating is read off: integers alone, which are all that a table of ratings has to hold. */
export function scoredStages(options: ScoreOptions): Stage[] {
  const { features } = options.document;
  const points = pointStages(options, packedBins(features));
  return [...points, ...reasonStages(features, points.at(-1)!)];
}

/** The stage that reads ratings off what was scored. */
export function ratingStage(
  { document, industry, through }: Pick<ScoreOptions, 'document' | 'industry' | 'through'>,
  from: string,
): Stage {
  const columns = [...passedOn(through).map(keep), ...ratingColumns(document, industry)];
  return { name: 's9_rating', from, columns };
}

function ratingColumns(document: EnterpriseDocument, industry: IndustryLookup): Named[] {
  const { dimensions, features, tiers, pdByScore, thin } = document;
  const score = clampScore(column('raw_score'));
  const scores = Array.from({ length: 1001 }, (_, value) => value);
  const tierByScore = scores.map((value) => integer(tiers.find(({ floor }) => value >= floor)!.tier));
  const isThin = binary(column('missing_inputs'), '>', integer(thin.maxMissing));
  const reasons = Array.from({ length: REASONS }, (_, i) => i + 1);
  return [
    ...industryColumns(industry),
    keep('raw_score'),
    ['score', score],
    ['tier_model', pick(score, tierByScore)],
    ['tier', pick(score, tierByScore)],
    ['tier_source', text('model')],
    ['pd_ppm', pdByScore === null ? nullOf('integer') : pick(score, pdByScore.map(integer))],
    ...dimensions.map(({ id }) => keep(dimensionColumn(id))),
    ...reasons.map((position): Named => [reasonColumn(position), reasonText(position, features)]),
    keep('missing_inputs'),
    ...binsColumns(document).map(keep),
    ['refuse_code', when([[isThin, text('THIN_FILE')]], nullOf('text'))],
  ];
}

function industryColumns({ industries }: IndustryLookup): Named[] {
  const pickOrNull = (values: readonly Expr[]) =>
    values.length === 0 ? nullOf('text') : pick(column(INDUSTRY_NO), values);
  return [
    ['industry_id', pickOrNull(industries.map(({ id }) => text(id)))],
    ['fast_score', pickOrNull(industries.map((row) => decimal(row.score.toFixed(2))))],
  ];
}

function clampScore(raw: Expr): Expr {
  const low = [binary(raw, '<', integer(0)), integer(0)] as const;
  const high = [binary(raw, '>', integer(1000)), integer(1000)] as const;
  return when([low, high], raw);
}
