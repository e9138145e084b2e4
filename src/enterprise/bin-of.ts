import type { PlainValue } from '../document/read-condition.js';
import type { BinShape } from './bin-shape.js';

/**
 * The TypeScript reading of a feature's bins for one value: missing first, then special codes, then ranges [lo, hi); a
 * category outside every group goes to the one that takes unseen ones.
 * @param bins the feature's bins, in order
 * @param value the feature's value
 * @returns the bin's number
 */
export function binOf(bins: readonly BinShape[], value: PlainValue): number {
  let unseen = bins.length - 1;
  for (let number = 0; number < bins.length; number++) {
    const bin = bins[number]!;
    if (bin.kind === 'missing') {
      if (value === null) return number;
    } else if (bin.kind === 'special') {
      if (value === bin.code) return number;
    } else if (bin.kind === 'range') {
      if (bin.hi === null || (value as number) < bin.hi) return number;
    } else {
      if (bin.values.includes(value as string)) return number;
      if (bin.unseen) unseen = number;
    }
  }
  return unseen;
}
