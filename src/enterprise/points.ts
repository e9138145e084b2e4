import { roundHalfAwayFromZero } from '../core/numbers.js';
import type { Bin } from '../document/bin.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { Calibration } from './calibrate.js';
import type { Card } from './fit-card.js';

type Scale = Pick<EnterpriseSpec['scale'], 'score' | 'odds' | 'pointsToDouble'>;

/** S = offset − factor × logit of bad. */
export interface ScoreLine {
  readonly factor: number;
  readonly offset: number;
}

/**
 * Factor = PDO / ln 2, Offset = Score0 − Factor ln(odds0), with odds = good : bad.
 * @param scale score, odds there, points that double the odds
 * @source Siddiqi (2006), Credit Risk Scorecards, §6
 */
export function scoreLine({ score, odds, pointsToDouble }: Scale): ScoreLine {
  const factor = pointsToDouble / Math.LN2;
  return { factor, offset: score - factor * Math.log(odds) };
}

/** Integer points of a card. */
export interface PointCard {
  readonly basePoints: number;
  /** The bins of each feature of the card with their points, in the card's order. */
  readonly bins: readonly (readonly Bin[])[];
}

/**
 * basePoints = round(Offset − Factor a*), points of a bin = round(−Factor b*_j WOE), half away from zero.
 * @param card the fitted card
 * @param calibration gives a* and b*
 * @param scale the score's scale
 */
export function pointCard({ features, fit }: Card, calibration: Calibration, scale: Scale): PointCard {
  const { factor, offset } = scoreLine(scale);
  const { slope, priorShift, interceptShift } = calibration;
  const intercept = slope * (fit.intercept + priorShift) + interceptShift;
  return {
    basePoints: roundHalfAwayFromZero(offset - factor * intercept),
    bins: features.map(({ bins }, j) =>
      bins.map((bin) => ({
        ...bin,
        points: roundHalfAwayFromZero(-factor * slope * fit.coefficients[j]! * bin.woe),
      })),
    ),
  };
}

/**
 * The probability of default at each score 0 to 1000, in ppm, frozen: 1 / (1 + exp((S − Offset) / Factor)).
 * @param scale the score's scale
 * @returns 1001 integers, never rising
 */
export function pdByScore(scale: Scale): number[] {
  const { factor, offset } = scoreLine(scale);
  return Array.from({ length: 1001 }, (_, score) =>
    roundHalfAwayFromZero(1e6 / (1 + Math.exp((score - offset) / factor))),
  );
}
