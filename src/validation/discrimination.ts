import { ascendingOrder } from '../core/ascending.js';
import { logLoss } from '../core/log-loss.js';
import { Z975 } from '../core/normal.js';

/** How well a risk measure tells bad from good. */
export interface Discrimination {
  readonly n: number;
  readonly bads: number;
  /** P(a bad scores higher risk than a good) + ½ P(equal). */
  readonly auc: number;
  /** DeLong standard error. */
  readonly aucSe: number;
  /** 95 % interval, auc ± 1.96 se, within 0 and 1; a score interval where se is 0. */
  readonly aucLow: number;
  readonly aucHigh: number;
  readonly gini: number;
  /** Largest distance between the two cumulative distributions, and the risk where it is reached. */
  readonly ks: number;
  readonly ksAt: number;
}

/**
 * AUC with DeLong's variance, Gini and KS of a risk measure; ties count half. O(n log n).
 * @param risk higher is worse
 * @param bad 1 = bad
 * @source DeLong, DeLong & Clarke-Pearson (1988); Sun & Xu (2014) for the fast form
 */
export function discrimination(risk: ArrayLike<number>, bad: ArrayLike<number>): Discrimination {
  const n = risk.length;
  const order = ascendingOrder(risk);
  const bads = order.reduce((sum, i) => sum + bad[i]!, 0);
  const goods = n - bads;
  const groups = tiedGroups(order, risk, bad);
  let [below, badsBelow, ks, ksAt] = [0, 0, 0, Number.NaN];
  let [sum, badSquares, goodSquares] = [0, 0, 0];
  for (const group of groups) {
    const beats = (below + group.goods / 2) / goods;
    const isBeaten = (bads - badsBelow - group.bads / 2) / bads;
    sum += group.bads * beats;
    badSquares += group.bads * beats * beats;
    goodSquares += group.goods * isBeaten * isBeaten;
    below += group.goods;
    badsBelow += group.bads;
    const distance = Math.abs(badsBelow / bads - below / goods);
    if (distance > ks) [ks, ksAt] = [distance, group.risk];
  }
  const auc = sum / bads;
  const badVariance = (badSquares - bads * auc * auc) / (bads - 1);
  const goodVariance = (goodSquares - goods * auc * auc) / (goods - 1);
  const aucSe = Math.sqrt(badVariance / bads + goodVariance / goods);
  const isSpreadless = aucSe === 0 && bads > 0 && goods > 0;
  const [aucLow, aucHigh] = isSpreadless
    ? scoreInterval(auc, bads, goods)
    : [Math.max(0, auc - Z975 * aucSe), Math.min(1, auc + Z975 * aucSe)];
  return { n, bads, auc, aucSe, aucLow, aucHigh, gini: 2 * auc - 1, ks, ksAt };
}

/** The 95 % interval of an AUC; null ends where there is one firm of a kind, of whom nobody knows how its kind spreads. */
export const aucInterval = ({ n, bads, aucLow, aucHigh }: Discrimination) =>
  bads < 2 || n - bads < 2 ? { aucLow: null, aucHigh: null } : { aucLow, aucHigh };

/**
 * The 95 % interval of an AUC whose placements are all alike (all goods below all bads, mostly): DeLong's error is 0 then, however few
 * firms there are. Its ends are the θ with |auc − θ| = 1.96 σ(θ).
 * @source Newcombe (2006), Confidence intervals for an effect size measure based on the Mann-Whitney statistic, part 2, method 5
 */
function scoreInterval(auc: number, bads: number, goods: number): readonly [number, number] {
  const more = (bads + goods) / 2 - 1;
  const spread = (at: number) =>
    Math.sqrt(
      ((at * (1 - at)) / (bads * goods)) * (1 + (more * (1 - at)) / (2 - at) + (more * at) / (1 + at)),
    );
  const reaches = (at: number) => Math.abs(auc - at) <= Z975 * spread(at);
  const endTowards = (end: number) => {
    let [inside, outside] = [auc, end];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (inside + outside) / 2;
      if (reaches(middle)) inside = middle;
      else outside = middle;
    }
    return outside;
  };
  return [auc === 0 ? 0 : endTowards(0), auc === 1 ? 1 : endTowards(1)];
}

const HALVINGS = 60;

/** The firms of one risk. */
export interface Tied {
  readonly risk: number;
  readonly goods: number;
  readonly bads: number;
}

/** Firms in order, those of one risk together. */
export function tiedGroups(order: Uint32Array, risk: ArrayLike<number>, bad: ArrayLike<number>): Tied[] {
  const groups: { risk: number; goods: number; bads: number }[] = [];
  for (const i of order) {
    let last = groups.at(-1);
    if (last === undefined || last.risk !== risk[i]!) {
      last = { risk: risk[i]!, goods: 0, bads: 0 };
      groups.push(last);
    }
    if (bad[i] === 1) last.bads++;
    else last.goods++;
  }
  return groups;
}

/**
 * Brier score and log-loss of probabilities.
 * @param p probability of bad
 * @param bad 1 = bad
 * @param weight sample weights, default 1
 * @source Brier (1950)
 */
export function accuracy(
  p: ArrayLike<number>,
  bad: ArrayLike<number>,
  weight?: ArrayLike<number>,
): { readonly brier: number; readonly logLoss: number } {
  let [brier, loss, all] = [0, 0, 0];
  for (let i = 0; i < p.length; i++) {
    const w = weight?.[i] ?? 1;
    all += w;
    brier += w * (p[i]! - bad[i]!) ** 2;
    loss += w * logLoss(p[i]!, bad[i]!);
  }
  return { brier: brier / all, logLoss: loss / all };
}
