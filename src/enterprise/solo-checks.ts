import type { RejectedFeature } from '../document/candidate-evidence.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { CandidateFeature } from './select-features.js';

type Limits = EnterpriseSpec['selection'];
type Check = (binned: CandidateFeature, limits: Limits) => Omit<RejectedFeature, 'feature'> | undefined;

const CONSTANT = 'has one value: a constant, but for missing values and rare ones';
const ONE_BIN =
  'has one bin: no cut leaves enough firms, good and bad ones, on both sides (minShare, minGoods and minBads under binning)';
const ONE_MANUAL = 'has all its firms in one bin of bins.csv: its cuts may be in another unit';
const ONE_WORTH = 'is worth the same in every bin: one that is too small has the value of another';
const PARTS_TOO_WELL =
  'parts good from bad so well that no cut leaves both on both sides; binning.minGoods and minBads of 0 allow it';

/** Checks of one feature by itself, in order; the first that fails rejects it. */
export const soloChecks: readonly Check[] = [
  ({ missingShare }, { maxMissing }) =>
    missingShare > maxMissing
      ? { stage: 'missing', reason: 'too many values are missing', value: missingShare, limit: maxMissing }
      : undefined,
  ({ determination }, { maxDetermination }) =>
    determination > maxDetermination
      ? {
          stage: 'leakage',
          reason: 'settles by itself who is bad: suspected leak',
          value: determination,
          limit: maxDetermination,
        }
      : undefined,
  ({ sourceDetermination }, { maxDetermination }) =>
    sourceDetermination !== null && sourceDetermination > maxDetermination
      ? {
          stage: 'leakage',
          reason: 'settles by itself which list a firm comes from: suspected leak',
          value: sourceDetermination,
          limit: maxDetermination,
        }
      : undefined,
  ({ contraryIv, directedIv, feature }, { minIv }) =>
    contraryIv !== null && contraryIv >= minIv && contraryIv > directedIv
      ? {
          stage: 'direction',
          reason: `contradicts experience, which calls ${feature.better} better; explain it under selection.waivers or mend the data`,
          value: contraryIv,
          limit: directedIv,
        }
      : undefined,
  (binned, limits) =>
    new Set(peopled(binned).map(({ woe }) => woe)).size < 2
      ? { stage: 'constant', reason: whyConstant(binned, limits), value: null, limit: null }
      : undefined,
  ({ iv }, { maxIv }) =>
    iv > maxIv
      ? {
          stage: 'leakage',
          reason: 'tells the label too well to be known beforehand: suspected leak',
          value: iv,
          limit: maxIv,
        }
      : undefined,
];

const peopled = ({ bins }: CandidateFeature) => bins.filter(({ goods, bads }) => goods + bads > 0);

function whyConstant(binned: CandidateFeature, { maxDetermination }: Limits): string {
  const { units, determination, trend } = binned;
  if (peopled(binned).length > 1) return ONE_WORTH;
  if (trend === 'manual') return ONE_MANUAL;
  if (units.length < 2) return CONSTANT;
  return determination > maxDetermination ? PARTS_TOO_WELL : ONE_BIN;
}
