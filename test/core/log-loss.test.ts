import { expect, it } from 'vitest';
import { logLoss } from '../../src/core/log-loss.js';

it('costs −ln of the probability given to what happened, and no infinity for certainty that fails', () => {
  expect(logLoss(0.25, 1)).toBeCloseTo(Math.log(4), 14);
  expect(logLoss(0.25, 0)).toBeCloseTo(Math.log(4 / 3), 14);
  for (const cost of [logLoss(1, 1), logLoss(0, 0)]) expect(cost).toBeCloseTo(0, 15);
  // 15 ln 10
  for (const cost of [logLoss(0, 1), logLoss(1, 0)]) expect(cost).toBeCloseTo(15 * Math.LN10, 9);
});
