import { complete, harkerWeights } from './complete.js';
import { type Consistency, consistency, type RiTable } from './consistency.js';
import type { Comparisons, Complete } from './matrix.js';
import { type PriorityMethod, priorities } from './priority.js';

/** What to ask again, and what it would change; never applied by itself. */
export interface Advice {
  readonly left: string;
  readonly right: string;
  /** The judgement as it stands: left is this many times as important as right. */
  readonly value: number;
  /** How far it is from the weights: max(e, 1/e) with e = a_ij w_j / w_i. */
  readonly error: number;
  /** What the other judgements say, and its nearest step of the scale. */
  readonly replacement: number;
  readonly snapped: string;
  readonly crBefore: number | null;
  readonly crAfter: number | null;
  /** Three items whose judgements contradict each other most through this pair; empty where nobody compared both with a third. */
  readonly triad: readonly string[];
  readonly text: string;
}

/** Above this a matrix is not consistent enough (Saaty). */
export const ACCEPTED_CR = 0.1;

/**
 * Advice for one matrix: the pair farthest from the weights, and its replacement by the weight ratio of the matrix with
 * that pair left out. None when CR is accepted or not testable.
 * @param asked the matrix as judged
 * @param items names
 * @param how completion, priorities and table
 * @source Harker (1987), Alternative modes of questioning in the AHP
 */
export function repairAdvice(
  asked: Comparisons,
  items: readonly string[],
  how: {
    readonly method: PriorityMethod;
    readonly ri: RiTable;
    readonly found: Consistency;
    readonly filled: Complete;
  },
): Advice[] {
  const { method, ri, found, filled } = how;
  if (found.cr === null || found.cr <= ACCEPTED_CR) return [];
  const [i, j, error] = worstPair(asked, priorities(filled, method));
  const open = replaced(asked, i, j, null);
  const w = harkerWeights(open);
  const replacement = w[i]! / w[j]!;
  const snapped = snap(replacement);
  const after = (value: number) => {
    const matrix = replaced(asked, i, j, value);
    return consistency(complete(matrix, method), matrix, ri).cr;
  };
  const crAfter = after(snapped.value);
  const third = worstThird(asked, i, j);
  const [left, right] = [items[i]!, items[j]!];
  const advice = {
    left,
    right,
    value: asked[i]![j]!,
    error,
    replacement,
    snapped: snapped.text,
    crBefore: found.cr,
    crAfter,
    triad: third === undefined ? [] : [left, right, items[third.place]!],
  };
  return [{ ...advice, text: wording(advice, third?.ratio) }];
}

/** The judged pair with the largest max(e, 1/e); the first of several that differ by rounding, as the three of three items do. */
export function worstPair(
  asked: Comparisons,
  w: readonly number[],
): readonly [i: number, j: number, error: number] {
  let worst: readonly [number, number, number] = [0, 1, 0];
  asked.forEach((row, i) => {
    row.forEach((value, j) => {
      if (j <= i || value === null) return;
      const e = (value * w[j]!) / w[i]!;
      const error = Math.max(e, 1 / e);
      if (error > worst[2] * (1 + ROUNDING)) worst = [i, j, error];
    });
  });
  return worst;
}

/** Errors closer than that are the same. */
const ROUNDING = 1e-9;

function replaced(matrix: Comparisons, i: number, j: number, value: number | null): Comparisons {
  return matrix.map((row, r) =>
    row.map((cell, c) => {
      if (r === i && c === j) return value;
      if (r === j && c === i) return value === null ? null : 1 / value;
      return cell;
    }),
  );
}

/** The nearest step of 1/9 .. 9 on the ratio scale. */
function snap(value: number): { readonly value: number; readonly text: string } {
  const steps = [9, 8, 7, 6, 5, 4, 3, 2].map((k) => ({ value: 1 / k, text: `1/${k}` }));
  const whole = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => ({ value: k, text: String(k) }));
  const distance = (step: { readonly value: number }) => Math.abs(Math.log(step.value / value));
  return [...steps, ...whole].reduce((best, step) => (distance(step) < distance(best) ? step : best));
}

/** The third item k, compared with both, for which a_ij and a_ik a_kj differ most; undefined where there is none. */
function worstThird(
  asked: Comparisons,
  i: number,
  j: number,
): { readonly place: number; readonly ratio: number } | undefined {
  const thirds = asked.flatMap((row, place) => {
    const [first, second] = [asked[i]![place]!, row[j]!];
    if (place === i || place === j || first === null || second === null) return [];
    const ratio = first * second;
    return [{ place, ratio, error: Math.abs(Math.log(asked[i]![j]! / ratio)) }];
  });
  return thirds.sort((a, b) => b.error - a.error)[0];
}

/** The advice in words: what the judgements through the third item make of it, or where there is none, all the others. */
function wording(
  { left, right, value, replacement, snapped, crBefore, crAfter, triad }: Omit<Advice, 'text'>,
  third: number | undefined,
): string {
  const cr = (number: number | null) => (number === null ? 'not testable' : number.toFixed(3));
  const contradiction =
    third === undefined
      ? `the other judgements together say ${ratioText(replacement)}`
      : `through ${triad[2]} it would be ${ratioText(third)}`;
  return `${left} to ${right} is ${ratioText(value)}, but ${contradiction}; ask again, about ${snapped} fits the other judgements (CR ${cr(crBefore)} → ${cr(crAfter)})`;
}

const ratioText = (ratio: number): string =>
  ratio >= 1 ? ratio.toFixed(2).replace(/\.?0+$/, '') : `1/${(1 / ratio).toFixed(2).replace(/\.?0+$/, '')}`;
