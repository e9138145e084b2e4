import { clearLine, drawLine, isWatched } from './notice.js';

/** What a long job tells. */
export interface Progress {
  readonly step: string;
  /** Share done in [0, 1], where the step knows it. */
  readonly share?: number;
}

/** Milliseconds between two drawings of the same step. */
const EVERY = 100;

/** Shows the step that runs on a terminal's stderr, with percent and remaining time where they are known; silent in a pipe. */
export function showProgress(): (event: Progress) => void {
  if (!isWatched()) return () => {};
  process.once('exit', clearLine);
  let step = '';
  let [began, drawn] = [0, 0];
  return (event) => {
    const now = performance.now();
    if (event.step !== step) [step, began] = [event.step, now];
    else if (now - drawn < EVERY) return;
    drawn = now;
    drawLine(progressText(event, now - began));
  };
}

/** Before this much of a step is done and this long has passed, nobody can tell how long it will take. */
const [LEAST_SHARE, LEAST_MS] = [0.02, 1000];

/**
 * What is shown of a step.
 * @param event the step
 * @param elapsed milliseconds since it began
 */
export function progressText({ step, share }: Progress, elapsed: number): string {
  if (share === undefined) return `${step} …`;
  const percent = `${Math.floor(100 * Math.min(1, share))} %`;
  if (share < LEAST_SHARE || share >= 1 || elapsed < LEAST_MS) return `${step} … ${percent}`;
  return `${step} … ${percent}, ${duration((elapsed * (1 - share)) / share)} left`;
}

/** Minutes and seconds, or hours and minutes: `0:07`, `12:34`, `1 h 02 min`. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}
