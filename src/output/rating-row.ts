import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { REASONS } from '../document/rating-columns.js';
import type { Cell } from './csv.js';

/** A rating as rows are made of it. */
export interface RatedFirm {
  readonly industry: { readonly id: string; readonly score: number } | undefined;
  readonly rawScore: number;
  readonly score: number;
  readonly tier: number;
  readonly pdPpm: number | null;
  readonly dimensions: Readonly<Record<string, number | null>>;
  /** What counts against it, worst first. */
  readonly against: readonly { readonly id: string; readonly bin: number }[];
  readonly missing: readonly string[];
}

/**
 * A rating as a row of ratings.csv, in the order of its columns, with the model's tier.
 * @param companyId the firm
 * @param rating its rating
 * @param document the document that rated it
 */
export function ratingRow(
  companyId: string,
  rating: RatedFirm,
  { dimensions }: Pick<EnterpriseDocument, 'dimensions'>,
): Cell[] {
  const { industry, against } = rating;
  return [
    companyId,
    industry?.id ?? null,
    industry === undefined ? null : industry.score.toFixed(2),
    rating.rawScore,
    rating.score,
    `R${rating.tier}`,
    `R${rating.tier}`,
    'model',
    rating.pdPpm,
    ...dimensions.map(({ id }) => rating.dimensions[id] ?? null),
    ...Array.from({ length: REASONS }, (_, i) => {
      const reason = against[i];
      return reason === undefined ? null : `${reason.id}#${reason.bin}`;
    }),
    rating.missing.length,
  ];
}
