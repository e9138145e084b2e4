import { describe, expect, it } from 'vitest';
import { probabilityTests } from '../../src/validation/probability-tests.js';
import { backTest, segmentTests, tierSteps } from '../../src/validation/validate.js';

describe('power', () => {
  it('of tiers beside each other is that of the z-test of two shares (scipy)', () => {
    const [step] = tierSteps([
      backTest('R1', { n: 1000, d: 10, pd: 0.01 }),
      backTest('R2', { n: 1000, d: 30, pd: 0.02 }),
    ]);
    expect(step).toMatchObject({ n: 2000, d: 40, status: 'pass' });
    expect(step!.power).toBeCloseTo(0.5772652656902567, 10);
  });
});

describe('tiers that are not told apart', () => {
  const step = (n: number, d: number) =>
    tierSteps([backTest('R1', { n, d, pd: 0.05 }), backTest('R2', { n, d, pd: 0.06 })])[0]!;

  it('pass where a rate twice as high would have shown, and say NO POWER where it would not', () => {
    expect(step(2000, 100)).toMatchObject({ z: 0, status: 'pass' });
    expect(step(2000, 100).power).toBeGreaterThan(0.99);
    expect(step(100, 5)).toMatchObject({ z: 0, status: 'NO POWER' });
  });
});

describe('a tier without a default', () => {
  it('finds nothing, whatever the prior makes of a handful of firms', () => {
    expect(backTest('R1', { n: 1, d: 0, pd: 0.00005 })).toMatchObject({
      jeffreysP: expect.any(Number),
      status: 'NO POWER',
    });
    expect(backTest('R1', { n: 1, d: 0, pd: 0.00005 }).jeffreysP).toBeLessThan(0.05);
  });
});

describe('a back-test', () => {
  it.each([
    // Jeffreys p of 100 firms at 5 %: 5 defaults 0.53, 9 of them 0.044, 11 of them 0.008
    ['enough firms, as many defaults as said', 1000, 50, 'pass'],
    ['too many defaults', 1000, 65, 'watch'],
    ['far too many', 1000, 75, 'fail'],
    ['no default among few firms', 20, 0, 'NO POWER'],
    ['far too many, even among few firms', 20, 8, 'fail'],
  ])('%s: %i firms, %i defaults, %s', (_title, n, d, status) => {
    expect(backTest('R9', { n, d, pd: 0.05 }).status).toBe(status);
  });
});

describe('segments', () => {
  const one = (name: string, d: number) => backTest(name, { n: 1000, d, pd: 0.05 });

  it('are held to what the whole family allows (Holm)', () => {
    const tests = segmentTests([one('a', 65), one('b', 50), one('c', 48), one('d', 66)]);
    const p = tests.map(({ jeffreysP }) => jeffreysP);
    expect(tests[3]!.adjustedP).toBeCloseTo(4 * p[3]!, 12);
    expect(tests[0]!.adjustedP).toBeCloseTo(3 * p[0]!, 12);
    expect(tests[1]!.adjustedP).toBeCloseTo(2 * p[1]!, 12);
    expect(one('a', 65).status).toBe('watch');
    expect(tests.map(({ status }) => status)).toEqual(['pass', 'pass', 'pass', 'pass']);
  });

  it('still fail where one is bad beyond doubt', () => {
    expect(segmentTests([one('a', 100), one('b', 50)]).map(({ status }) => status)).toEqual(['fail', 'pass']);
  });
});

describe('tiers beside each other', () => {
  it('pass where the worse defaults more, are watched where it defaults less, and say nothing where they cannot', () => {
    const tier = (name: string, n: number, d: number) => backTest(name, { n, d, pd: 0.02 });
    const steps = tierSteps([
      tier('R1', 1000, 10),
      tier('R2', 1000, 40),
      tier('R3', 0, 0),
      tier('R4', 1000, 15),
      tier('R5', 50, 1),
    ]);
    expect(steps.map(({ better, worse, status }) => [better, worse, status])).toEqual([
      ['R1', 'R2', 'pass'],
      ['R2', 'R4', 'watch'],
      ['R4', 'R5', 'NO POWER'],
    ]);
  });
});

it('probabilities are not tested without both kinds', () => {
  expect(probabilityTests(Float64Array.of(0.1, 0.2, 0.3), Uint8Array.of(0, 0, 1))).toBeUndefined();
  const found = probabilityTests(
    Float64Array.from({ length: 100 }, (_, i) => 0.01 + i / 200),
    Uint8Array.from({ length: 100 }, (_, i) => Number(i % 4 === 0)),
  )!;
  expect(found.hosmerLemeshow!.df).toBe(10);
});
