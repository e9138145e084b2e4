import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import { columnsOfFeature } from '../document/feature.js';
import { BIN_BASE, BINS_A_COLUMN, binsColumn, dimensionColumn } from '../document/rating-columns.js';
import { binExpr } from './bin.js';
import { companyStage, contractLookup, type IndustryLookup } from './company.js';
import {
  binary,
  cast,
  column,
  type Expr,
  greatestOf,
  integer,
  isNull,
  nullOf,
  oneIf,
  pick,
  sumOf,
} from './expr.js';
import { featureExpr } from './feature.js';
import { INDUSTRY_NO, ROW_NO } from './own-columns.js';
import { keyColumn, reasonKey, reasonKeyColumn } from './reason.js';
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
  /** Table, view or stage with the contract's columns. */
  readonly from: string;
  /** Other columns of it that every stage passes on. Default: the row's number. */
  readonly through?: readonly string[];
}

/** What every stage passes on. */
export const passedOn = (through: readonly string[] = [ROW_NO]): string[] => [
  ...new Set([...through, COMPANY_ID, INDUSTRY_NO]),
];

/** The stages up to raw score, dimension scores and the largest reason key, which need no tiers. */
export function pointStages(options: ScoreOptions<CardDocument>, packed: readonly Named[] = []): Stage[] {
  const { document, industry, asOf, from } = options;
  const own = passedOn(options.through);
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
  const through = [...own, 'missing_inputs'].map(keep);
  return [
    companyStage(
      from,
      [...own, ...read].filter((name) => name !== INDUSTRY_NO),
      industry,
    ),
    {
      name: 's2_features',
      from: 's1_company',
      columns: [...own.map(keep), ['missing_inputs', missing], ...featureColumns],
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
export function packedBins(features: readonly ScoredFeature[]): Named[] {
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
  return features.flatMap(({ feature, bins }, place): Named[] => {
    const bin = column(`b_${feature.id}`);
    const keys = bins.map((_bin, number) => reasonKey(features, place, number));
    return [
      [
        `p_${feature.id}`,
        pick(
          bin,
          bins.map((entry) => integer(entry.points)),
        ),
      ],
      [keyColumn(feature.id), pick(bin, keys.map(integer))],
    ];
  });
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
    ...features.map(({ feature }) => keep(keyColumn(feature.id))),
    [reasonKeyColumn(1), greatestOf(features.map(({ feature }) => column(keyColumn(feature.id))))],
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
