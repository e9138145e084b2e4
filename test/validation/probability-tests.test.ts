import { describe, expect, it } from 'vitest';
import { chiSquareTail, noncentralChiSquareTail } from '../../src/core/gamma.js';
import { twoSidedP } from '../../src/core/normal.js';
import { probabilityTests } from '../../src/validation/probability-tests.js';

/** 300 firms, 23 bad; every figure below by scipy and numpy from the same numbers. */
const p = Float64Array.from({ length: 300 }, (_, i) => 0.01 + 0.0004 * i);
const bad = Uint8Array.from({ length: 300 }, (_, i) => Number(i % 23 === 0 || i % 31 === 7));

it.each([
  [18.307038053275146, 10, 5, 0.2678039589903245],
  [5.991464547107979, 2, 9.5, 0.7940511432311311],
  [3.841458820694124, 1, 0.5, 0.10895461755061563],
  [18.307038053275146, 10, 200, 1],
  [30, 10, 40, 0.9468466940526888],
])(
  'the noncentral tail beyond %f with %i degrees of freedom, shifted by %f (scipy)',
  (x, df, shift, tail) => {
    expect(noncentralChiSquareTail(x, df, shift)).toBeCloseTo(tail, 10);
  },
);

it.each([1, 2, 7])('a statistic beyond all numbers has a tail of 0, with %i degrees of freedom', (df) => {
  expect(chiSquareTail(Number.POSITIVE_INFINITY, df)).toBe(0);
  expect([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(twoSidedP)).toEqual([0, 0]);
});

describe('tests of probabilities', () => {
  const found = probabilityTests(p, bad)!;

  it.each([0, 1])(
    'have a calibration line where one pd is %i: it counts as 1e-15 short of certain',
    (certain) => {
      const sure = p.with(5, certain);
      const [line, near] = [sure, p.with(5, Math.abs(certain - 1e-15))].map(
        (pds) => probabilityTests(pds, bad)!.line!,
      );
      expect(line!.slope).toBeCloseTo(near!.slope, 12);
      expect(line!.power).toBeCloseTo(near!.power, 12);
    },
  );

  it('have N, D, P value, power and a status word (scipy)', () => {
    const { n, bads, spiegelhalter, hosmerLemeshow, line } = found;
    expect([n, bads]).toEqual([300, 23]);
    expect(spiegelhalter.p).toBeCloseTo(0.4993765092918554, 9);
    expect(spiegelhalter.power).toBeCloseTo(0.981195823111402, 9);
    expect(hosmerLemeshow!.p).toBeCloseTo(0.05428730086738888, 9);
    expect(hosmerLemeshow!.power).toBeCloseTo(0.9348661975466884, 9);
    expect(line!.wald.chi2).toBeCloseTo(12.635424478830206, 7);
    expect(line!.wald.p).toBeCloseTo(0.0018040660599490718, 9);
    expect(line!.power).toBeCloseTo(0.9935993253977372, 9);
    expect([spiegelhalter, hosmerLemeshow!, line!].map(({ status }) => status)).toEqual([
      'pass',
      'pass',
      'fail',
    ]);
  });

  it('double each pd up to 1, not the sum of a group (scipy)', () => {
    const pds = Float64Array.from({ length: 40 }, (_, i) => 0.02 + 0.019 * i);
    const { hosmerLemeshow } = probabilityTests(
      pds,
      Uint8Array.from(pds, (_value, i) => i % 2),
    )!;
    expect(hosmerLemeshow!.power).toBeCloseTo(0.8624723130104658, 9);
  });

  it('by deciles lose two degrees of freedom where the probabilities were fitted on these outcomes', () => {
    const fixed = found.hosmerLemeshow!;
    const fitted = probabilityTests(p, bad, { fitted: 2 })!.hosmerLemeshow!;
    expect([fixed.df, fitted.df]).toEqual([10, 8]);
    expect(fitted.chi2).toBe(fixed.chi2);
    // The tail of χ² with 8 degrees of freedom in closed form
    const half = fixed.chi2 / 2;
    const tail = Math.exp(-half) * (1 + half + half ** 2 / 2 + half ** 3 / 6);
    expect(fitted.p).toBeCloseTo(tail, 12);
    expect(fitted.status).toBe('watch');
  });

  it('have a calibration line too where every pd is far too low, by hand', () => {
    // Two pds, half and a fifth of the firms bad: the line goes through both log-odds.
    const [one, other] = [0.004, 0.001];
    const far = probabilityTests(
      Float64Array.from({ length: 200 }, (_, i) => (i < 100 ? one : other)),
      Uint8Array.from({ length: 200 }, (_, i) => Number(i < 100 ? i < 50 : i < 120)),
    )!;
    const odds = (value: number) => Math.log(value / (1 - value));
    const slope = (odds(0.5) - odds(0.2)) / (odds(one) - odds(other));
    expect(far.line!.slope).toBeCloseTo(slope, 9);
    expect(far.line!.intercept).toBeCloseTo(odds(0.5) - slope * odds(one), 9);
    expect(far.line!.status).toBe('fail');
  });

  it('that find nothing among few firms say NO POWER', () => {
    const few = probabilityTests(
      new Float64Array(12).fill(0.2),
      Uint8Array.from([1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    )!;
    expect(few.spiegelhalter.power).toBeLessThan(0.8);
    expect(few.spiegelhalter.status).toBe('NO POWER');
  });

  it('have all the power where doubled pds are certain, by hand', () => {
    // All twenty would be bad: Z would be 20 (1 − 0.6)(1 − 2 × 0.6) over the root of 20 (1 − 2 × 0.6)² 0.6 × 0.4, 3.65 in size.
    const high = probabilityTests(
      new Float64Array(20).fill(0.6),
      Uint8Array.from({ length: 20 }, (_, i) => Number(i < 12)),
    )!;
    expect(high.spiegelhalter).toMatchObject({ power: 1, status: 'pass' });
    // Z of one half is 0 whatever happens.
    const half = probabilityTests(new Float64Array(4).fill(0.5), Uint8Array.from([1, 1, 0, 0]))!;
    expect(half.spiegelhalter.power).toBe(0);
  });

  it('of ranking pass above one half, fail below it, and say NO POWER in between', () => {
    const risk = Float64Array.from({ length: 100 }, (_, i) => (i + 1) / 200);
    const of = (isBad: (i: number) => boolean) =>
      probabilityTests(
        risk,
        Uint8Array.from(risk, (_value, i) => Number(isBad(i))),
      )!.discrimination.status;
    expect([of((i) => i >= 80), of((i) => i < 20), of((i) => i % 5 === 2)]).toEqual([
      'pass',
      'fail',
      'NO POWER',
    ]);
  });
});
