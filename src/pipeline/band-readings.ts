import type { Texts } from '../document/common.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { BinReading } from '../enterprise/card-score.js';
import { besideOf, binText, type Language } from '../text/reason.js';

/** A feature's bin in words; the value that fell into it is not kept in a run. */
export interface BandReading extends BinReading {
  readonly dimension: string;
  readonly name: Texts;
  readonly band: Texts;
}

/**
 * Bins in words.
 * @param features a reading of each feature, in the document's order
 * @param card the document
 */
export function bandReadings(features: readonly BinReading[], card: EnterpriseDocument): BandReading[] {
  return features.map((reading, j) => {
    const scored = card.features[j]!;
    const { feature, bins } = scored;
    const beside = besideOf(scored, card);
    const band = (language: Language) => binText(bins[reading.bin]!, feature.kind, language, beside);
    return {
      ...reading,
      dimension: feature.dimension,
      name: feature.name,
      band: { en: band('en'), zh: band('zh') },
    };
  });
}
