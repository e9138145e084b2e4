/** What the firms of one industry have in common, beside the latent drivers of each. */
export interface Activity {
  /** The studied industry, or null outside all of them. */
  readonly industry: string | null;
  /** Relative number of firms. */
  readonly share: number;
  /** Four-digit GB/T 4754-2017 codes with relative weights: `3071:5 3072:2`. */
  readonly codes: string;
  /** What the firm does, as its name says it. */
  readonly nouns: readonly string[];
  /** Log of typical revenue against the population's median. */
  readonly size: number;
  /** Typical profit over revenue. */
  readonly margin: number;
  /** Log of typical headcount against the population's, at equal size. */
  readonly labour: number;
  /** Added to the log rates of patents and research. */
  readonly technology: number;
  /** Added to yearly revenue growth. */
  readonly growth: number;
  /** Added to the log-odds of default. */
  readonly risk: number;
}

/** Activities with their codes and cumulative weights unpacked for drawing. */
export interface DrawnActivity extends Activity {
  readonly codeList: readonly string[];
  readonly codeSteps: readonly number[];
}

/** Unpacks the code list of an activity. */
export function unpack(activity: Activity): DrawnActivity {
  const pairs = activity.codes.split(' ').map((pair) => pair.split(':') as [string, string]);
  return {
    ...activity,
    codeList: pairs.map(([code]) => code),
    codeSteps: cumulative(pairs.map(([, weight]) => Number(weight))),
  };
}

/** Running shares in (0, 1], the last exactly 1. */
export function cumulative(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let running = 0;
  const steps = weights.map((weight) => {
    running += weight;
    return running / total;
  });
  steps[steps.length - 1] = 1;
  return steps;
}

/** The first place whose running share exceeds a uniform draw. */
export function placeOf(draw: number, steps: readonly number[]): number {
  let place = 0;
  while (draw >= steps[place]!) place++;
  return place;
}
