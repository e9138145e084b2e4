import type { EnterpriseDocument } from './enterprise-document.js';

/** How many reasons a rating names. */
export const REASONS = 3;

/** The column of a dimension's score. */
export const dimensionColumn = (id: string): string => `dim_${id.replaceAll('-', '_')}`;

/** The column of a reason, 1-based. */
export const reasonColumn = (position: number): string => `reason_${position}`;

/** The columns of a rating's reasons, in order. */
export const REASON_COLUMNS: readonly string[] = Array.from({ length: REASONS }, (_, i) =>
  reasonColumn(i + 1),
);

/** Columns of ratings, in the order of the output files. */
export function ratingOutputColumns({
  dimensions,
}: Pick<EnterpriseDocument, 'dimensions'>): readonly string[] {
  return [
    'company_id',
    'industry_id',
    'fast_score',
    'raw_score',
    'score',
    'tier_model',
    'tier',
    'tier_source',
    'pd_ppm',
    ...dimensions.map(({ id }) => dimensionColumn(id)),
    ...REASON_COLUMNS,
    'missing_inputs',
  ];
}

/** How many bin numbers one packed column holds: base 64, ten digits, within 64 bits. */
export const BINS_A_COLUMN = 10;
export const BIN_BASE = 64;

/** The column that packs the bins of ten features, 0-based: Σ bin_j × 64^j. */
export const binsColumn = (place: number): string => `bins_${place + 1}`;

/** How many packed columns a document's features need. */
export function binsColumns({ features }: Pick<EnterpriseDocument, 'features'>): string[] {
  return Array.from({ length: Math.ceil(features.length / BINS_A_COLUMN) }, (_, place) => binsColumn(place));
}

/** Bin numbers packed into columns, in the document's order of features. */
export function packBins(bins: readonly number[]): bigint[] {
  const columns = Math.ceil(bins.length / BINS_A_COLUMN);
  return Array.from({ length: columns }, (_, place) =>
    bins
      .slice(place * BINS_A_COLUMN, (place + 1) * BINS_A_COLUMN)
      .reduceRight((packed, bin) => packed * BigInt(BIN_BASE) + BigInt(bin), 0n),
  );
}

/** The bin numbers packed in columns, one for each feature in the document's order. */
export function unpackBins(columns: readonly bigint[], features: number): number[] {
  return Array.from({ length: features }, (_, j) => {
    const packed = columns[Math.floor(j / BINS_A_COLUMN)]!;
    return Number((packed / BigInt(BIN_BASE) ** BigInt(j % BINS_A_COLUMN)) % BigInt(BIN_BASE));
  });
}
