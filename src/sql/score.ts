import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import { columnsOfFeature } from '../document/feature.js';
import {
  BIN_BASE,
  BINS_A_COLUMN,
  binsColumn,
  binsColumns,
  dimensionColumn,
  REASONS,
  reasonColumn,
} from '../document/rating-columns.js';
import { binExpr } from './bin.js';
import { companyStage, contractLookup, type IndustryLookup, ROW_NO } from './company.js';
import {
  binary,
  cast,
  column,
  decimal,
  type Expr,
  greatestOf,
  integer,
  isNull,
  nullOf,
  oneIf,
  pick,
  sumOf,
  text,
  when,
} from './expr.js';
import { featureExpr, INDUSTRY_NO } from './feature.js';
import { keep, type Named, type Stage } from './stage.js';

/** The part of enterprise.json that gives points: a card before its tiers are placed. */
export type CardDocument = Pick<
  EnterpriseDocument,
  'inputs' | 'dimensions' | 'thin' | 'features' | 'basePoints'
>;

/** What scoring is compiled from. */
export interface ScoreOptions<D extends CardDocument = EnterpriseDocument> {
  readonly document: D;
  readonly industry: IndustryLookup;
  /** The study's date. */
  readonly asOf: string;
  /** Table or view with row_no and the contract's columns. */
  readonly from: string;
}

/**
 * The stages that rate a company table: features, bins, points, score, tier, pd, dimension scores, reasons.
 * A firm with too many missing inputs has a `refuse_code` and must not be used.
 */
export function scoreStages(options: ScoreOptions): Stage[] {
  const { document, industry } = options;
  const points = pointStages(options, packedBins(document.features));
  const reasons = reasonStages(document, points.at(-1)!);
  const from = reasons.at(-1)!.name;
  const columns = ratingStageColumns(document, industry);
  return [...points, ...reasons, { name: 's9_rating', from, columns }];
}

const PASSED = [ROW_NO, COMPANY_ID, INDUSTRY_NO];

/** The stages up to raw score, dimension scores and the largest reason key, which need no tiers. */
export function pointStages(options: ScoreOptions<CardDocument>, packed: readonly Named[] = []): Stage[] {
  const { document, industry, asOf, from } = options;
  const { features, thin } = document;
  const lookup = contractLookup(document.inputs);
  const read = [...features.flatMap(({ feature }) => columnsOfFeature(feature)), ...thin.of];
  const missing = sumOf(thin.of.map((name) => oneIf(isNull(column(name)))));
  const featureColumns = features.map(
    ({ feature }): Named => [`f_${feature.id}`, featureExpr(feature, { lookup, asOf, industry })],
  );
  const bins = features.map(
    ({ feature, bins }): Named => [`b_${feature.id}`, binExpr(column(`f_${feature.id}`), bins)],
  );
  const through = [...PASSED, 'missing_inputs'].map(keep);
  return [
    companyStage(from, read, industry),
    {
      name: 's2_features',
      from: 's1_company',
      columns: [...PASSED.map(keep), ['missing_inputs', missing], ...featureColumns],
    },
    { name: 's3_bins', from: 's2_features', columns: [...through, ...bins] },
    { name: 's4_points', from: 's3_bins', columns: [...through, ...packed, ...pointColumns(features)] },
    {
      name: 's5_score',
      from: 's4_points',
      columns: [...through, ...packed.map(([name]) => keep(name)), ...scoreColumns(document)],
    },
  ];
}

/** The bins of ten features each in one integer, so that a later run can say what changed. */
function packedBins(features: readonly ScoredFeature[]): Named[] {
  const columns = Math.ceil(features.length / BINS_A_COLUMN);
  return Array.from({ length: columns }, (_, place): Named => {
    const own = features.slice(place * BINS_A_COLUMN, (place + 1) * BINS_A_COLUMN);
    const digits = own.map(({ feature }, j) =>
      binary(cast(column(`b_${feature.id}`), 'bigint'), '*', integer(BigInt(BIN_BASE) ** BigInt(j))),
    );
    return [binsColumn(place), sumOf(digits)];
  });
}

function pointColumns(features: readonly ScoredFeature[]): Named[] {
  return features.flatMap(({ feature, bins, meanPoints }, place): Named[] => {
    const bin = column(`b_${feature.id}`);
    const keys = bins.map((entry, number) => reasonKey(meanPoints - entry.points, place, number));
    return [
      [
        `p_${feature.id}`,
        pick(
          bin,
          bins.map((entry) => integer(entry.points)),
        ),
      ],
      [`k_${feature.id}`, pick(bin, keys.map(integer))],
    ];
  });
}

const PLACES = 1000;

/** One integer that sorts reasons: points lost first, then the feature's place; it holds the bin too. */
function reasonKey(lost: number, place: number, bin: number): number {
  return lost > 0 ? (lost * PLACES + (PLACES - 1 - place)) * PLACES + bin : 0;
}

function scoreColumns(document: CardDocument): Named[] {
  const { features, dimensions, basePoints } = document;
  const points = (entries: readonly ScoredFeature[]) =>
    entries.map(({ feature }) => column(`p_${feature.id}`));
  return [
    ['raw_score', sumOf([integer(basePoints), ...points(features)])],
    ...dimensions.map(({ id }): Named => {
      const own = features.filter(({ feature }) => feature.dimension === id);
      return [dimensionColumn(id), dimensionScore(sumOf(points(own)), own)];
    }),
    ...features.map(({ feature }) => keep(`k_${feature.id}`)),
    [reasonKeyColumn(1), greatestOf(features.map(({ feature }) => column(`k_${feature.id}`)))],
  ];
}

/** round(100 (points − min) / (max − min)), half away from zero, in integers; null when nothing can differ. */
function dimensionScore(points: Expr, features: readonly ScoredFeature[]): Expr {
  const values = features.map(({ bins }) => bins.map((bin) => bin.points));
  const low = values.reduce((sum, bins) => sum + Math.min(...bins), 0);
  const range = values.reduce((sum, bins) => sum + Math.max(...bins), 0) - low;
  if (range === 0) return nullOf('integer');
  const doubled = binary(integer(200), '*', binary(points, '-', integer(low)));
  return binary(binary(doubled, '+', integer(range)), '//', integer(2 * range));
}

const reasonKeyColumn = (position: number): string => `reason_key_${position}`;

/** One stage for each further reason: the largest key below the one before. Keys above 0 differ, so none is met twice. */
function reasonStages({ features }: EnterpriseDocument, first: Stage): Stage[] {
  const stages = [first];
  for (let position = 2; position <= REASONS; position++) {
    const last = stages.at(-1)!;
    const before = column(reasonKeyColumn(position - 1));
    const below = features.map(({ feature }) => {
      const key = column(`k_${feature.id}`);
      return when([[binary(key, '<', before), key]], integer(0));
    });
    stages.push({
      name: `s${4 + position}_reason_${position}`,
      from: last.name,
      columns: [...last.columns.map(([name]) => keep(name)), [reasonKeyColumn(position), greatestOf(below)]],
    });
  }
  return stages.slice(1);
}

function ratingStageColumns(document: EnterpriseDocument, industry: IndustryLookup): Named[] {
  const { dimensions, features, tiers, pdByScore, thin } = document;
  const score = clampScore(column('raw_score'));
  const scores = Array.from({ length: 1001 }, (_, value) => value);
  const tierByScore = scores.map((value) => integer(tiers.find(({ floor }) => value >= floor)!.tier));
  const names = features.map(({ feature }) => text(`${feature.id}#`));
  const isThin = binary(column('missing_inputs'), '>', integer(thin.maxMissing));
  return [
    ...PASSED.map(keep),
    ...industryColumns(industry),
    keep('raw_score'),
    ['score', score],
    ['tier_model', pick(score, tierByScore)],
    ['tier', pick(score, tierByScore)],
    ['tier_source', text('model')],
    ['pd_ppm', pdByScore === null ? nullOf('integer') : pick(score, pdByScore.map(integer))],
    ...dimensions.map(({ id }) => keep(dimensionColumn(id))),
    ...Array.from({ length: REASONS }, (_, i) => [reasonColumn(i + 1), reason(i + 1, names)] as Named),
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

function reason(position: number, names: readonly Expr[]): Expr {
  const key = column(reasonKeyColumn(position));
  const place = binary(
    integer(PLACES - 1),
    '-',
    binary(binary(key, '//', integer(PLACES)), '%', integer(PLACES)),
  );
  const bin = cast(binary(key, '%', integer(PLACES)), 'text');
  return when([[binary(key, '>', integer(0)), binary(pick(place, names), '||', bin)]], nullOf('text'));
}
