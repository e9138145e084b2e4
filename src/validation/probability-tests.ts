import { chiSquareQuantile, noncentralChiSquareTail } from '../core/gamma.js';
import { normalCdf, Z975 } from '../core/normal.js';
import { sum } from '../core/numbers.js';
import { areAlike } from '../core/pick.js';
import { type HosmerLemeshow, hosmerLemeshow } from './calibration.js';
import {
  type CalibrationLine,
  calibrationLine,
  derivatives,
  spiegelhalter,
  weighedSpiegelhalter,
} from './calibration-tests.js';
import { type Discrimination, discrimination } from './discrimination.js';
import { doubledPd, statusOf } from './power.js';
import type { Status } from './status.js';

/** What a test of probabilities says beside its figures. */
export interface Verdict {
  /** Chance to notice that every pd is twice what was said, at level 5 %. */
  readonly power: number;
  readonly status: Status;
}

/** How well probabilities fit, and how well they rank. */
export interface ProbabilityTests {
  readonly n: number;
  readonly bads: number;
  /** pass where the interval lies above ½, fail where it lies below; ranking has no pd whose doubling it could miss. */
  readonly discrimination: Discrimination & { readonly status: Status };
  readonly spiegelhalter: { readonly z: number; readonly p: number } & Verdict;
  readonly hosmerLemeshow: (HosmerLemeshow & Verdict) | null;
  readonly line: (CalibrationLine & Verdict) | null;
}

const LEVEL = 0.95;

/** How probabilities are tested. */
interface TestOptions {
  /** Of each firm; default: all the same. */
  readonly weight?: Float64Array;
  /** Parameters that were fitted on these very outcomes. Default 0. */
  readonly fitted?: 0 | 2;
}

/**
 * Tests of probabilities that were fixed before their outcomes; undefined without both kinds. Ranking is free of weights. Where
 * firms weigh differently, Spiegelhalter's Z is weighed, and Hosmer-Lemeshow and the calibration line, which are not made for
 * that, are left out.
 * @param p probability of bad
 * @param bad 1 = bad
 * @param options weights, and whether the probabilities were fitted on these outcomes
 */
export function probabilityTests(
  p: Float64Array,
  bad: Uint8Array,
  { weight, fitted = 0 }: TestOptions = {},
): ProbabilityTests | undefined {
  const bads = sum(bad);
  if (bads < 2 || bad.length - bads < 2) return undefined;
  const isWeighed = weight !== undefined && !areAlike(weight);
  const z = isWeighed ? weighedSpiegelhalter(p, bad, weight!) : spiegelhalter(p, bad);
  const groups = isWeighed ? undefined : hosmerLemeshow(p, bad, { fitted, ties: 'together' });
  const line = isWeighed ? undefined : calibrationLine(p, bad);
  const ranking = discrimination(p, bad);
  return {
    n: bad.length,
    bads,
    discrimination: { ...ranking, status: rankingStatus(ranking) },
    spiegelhalter: { ...z, ...verdict(z.p, powerOfZ(p, isWeighed ? weight : undefined)) },
    hosmerLemeshow: groups === undefined ? null : { ...groups, ...verdict(groups.p, powerOfGroups(groups)) },
    line: line === undefined ? null : { ...line, ...verdict(line.wald.p, powerOfLine(p)) },
  };
}

const verdict = (p: number, power: number): Verdict => ({ power, status: statusOf(p, power) });

function rankingStatus({ aucLow, aucHigh }: Discrimination): Status {
  if (aucLow > 0.5) return 'pass';
  return aucHigh < 0.5 ? 'fail' : 'NO POWER';
}

/** Of Spiegelhalter's Z: its numerator is about normal, with the mean and variance that doubled pds give it. */
function powerOfZ(p: Float64Array, weight: Float64Array | undefined): number {
  let [mean, ifRight, ifDoubled] = [0, 0, 0];
  p.forEach((pd, i) => {
    const lever = (weight?.[i] ?? 1) * (1 - 2 * pd);
    const twice = doubledPd(pd);
    mean += lever * (twice - pd);
    ifRight += lever * lever * pd * (1 - pd);
    ifDoubled += lever * lever * twice * (1 - twice);
  });
  const [limit, spread] = [Z975 * Math.sqrt(ifRight), Math.sqrt(ifDoubled)];
  // Doubled pds of a half and more leave nothing to chance.
  if (spread === 0) return Math.abs(mean) > limit ? 1 : 0;
  return normalCdf((mean - limit) / spread) + normalCdf((-mean - limit) / spread);
}

/** Of Hosmer-Lemeshow: noncentral χ² by the bads that doubled pds would bring to each group. */
function powerOfGroups({ groups, df }: HosmerLemeshow): number {
  const shift = groups.reduce(
    (sum, { n, expected, doubled }) => sum + (doubled - expected) ** 2 / (expected * (1 - expected / n)),
    0,
  );
  return noncentralChiSquareTail(chiSquareQuantile(LEVEL, df), df, shift);
}

/** Of the calibration line: noncentral χ² by the score that doubled pds would give at intercept 0 and slope 1. */
function powerOfLine(p: Float64Array): number {
  const { score, information } = derivatives(p, p.map(doubledPd), { a: 0, b: 1 });
  const [[i00, i01], [, i11]] = information;
  const [s0, s1] = score;
  const shift = (s0 * s0 * i11 - 2 * s0 * s1 * i01 + s1 * s1 * i00) / (i00 * i11 - i01 * i01);
  return noncentralChiSquareTail(chiSquareQuantile(LEVEL, 2), 2, shift);
}
