import { logistic } from '../../../src/core/logistic.js';
import { type Random, random } from '../../../src/core/random.js';

/** Random draws of one firm: they depend on the seed and the firm's number alone. */
export interface Draws extends Random {
  /** True with probability σ(logit). */
  happens(logit: number): boolean;
  /** True with probability p. */
  chance(p: number): boolean;
  /** A Poisson count with the given log rate (Knuth's product method; rates here are small). */
  poisson(logRate: number): number;
  pick<T>(items: readonly T[]): T;
}

export function drawsOf(seed: number, firm: number): Draws {
  const stream = random(seed, firm);
  const { uniform, integer } = stream;
  return {
    ...stream,
    happens: (logit) => uniform() < logistic(logit),
    chance: (p) => uniform() < p,
    poisson: (logRate) => {
      const limit = Math.exp(-Math.exp(Math.min(logRate, 4)));
      let product = uniform();
      let count = 0;
      while (product > limit) {
        product *= uniform();
        count++;
      }
      return count;
    },
    pick: (items) => items[integer(items.length)]!,
  };
}
