import type { Trend } from '../document/training-spec.js';

/** Which moves of the bad rate a trend allows; the phase says which side of the turn we are on. */
export interface Walk {
  readonly phases: number;
  /** Whether the state must know two bins back. */
  readonly curved: boolean;
  /** The phase after stepping from rate `a` to `b` (with `before` two back, NaN if none), or −1 when not allowed. */
  step(before: number, a: number, b: number, phase: number): number;
}

const straight = (allowed: (a: number, b: number) => boolean): Walk => ({
  phases: 1,
  curved: false,
  step: (_before, a, b) => (allowed(a, b) ? 0 : -1),
});

/** First one direction, then the other, turning once at most. */
const turning = (
  first: (a: number, b: number) => boolean,
  second: (a: number, b: number) => boolean,
): Walk => ({
  phases: 2,
  curved: false,
  step: (_before, a, b, phase) => (phase === 0 && first(a, b) ? 0 : second(a, b) ? 1 : -1),
});

const bending = (allowed: (bend: number) => boolean): Walk => ({
  phases: 1,
  curved: true,
  step: (before, a, b) => (Number.isNaN(before) || allowed(b - 2 * a + before) ? 0 : -1),
});

const up = (a: number, b: number) => b >= a;
const down = (a: number, b: number) => b <= a;

/** What each trend allows. */
export const walks: Readonly<Record<Exclude<Trend, 'auto'>, Walk>> = {
  none: straight(() => true),
  ascending: straight(up),
  descending: straight(down),
  peak: turning(up, down),
  valley: turning(down, up),
  convex: bending((bend) => bend >= 0),
  concave: bending((bend) => bend <= 0),
};
