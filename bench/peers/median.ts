import { median } from '../median.js';
import { type Measured, STAGES } from './peer.js';

/** The turns of one library as one: medians of seconds, the largest peak, the rest of the last turn. */
export function medianOf(turns: readonly Measured[]): Measured {
  const last = turns.at(-1)!;
  const seconds = STAGES.flatMap((stage) => {
    const taken = turns.flatMap((turn) => turn.seconds[stage] ?? []);
    return taken.length === 0 ? [] : [[stage, median(taken)] as const];
  });
  const peakMb = last.peakMb === null ? null : Math.max(...turns.map((turn) => turn.peakMb ?? 0));
  return { ...last, seconds: Object.fromEntries(seconds), peakMb };
}
