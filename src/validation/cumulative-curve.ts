import { ascendingOrder } from '../core/ascending.js';
import { type Tied, tiedGroups } from './discrimination.js';

/** One point of the cumulative distributions of good and bad. */
export interface CurvePoint {
  readonly score: number;
  /** Share of the goods, and of the bads, with this score or a lower one. */
  readonly goods: number;
  readonly bads: number;
}

/** Points of a curve: enough for a drawing. */
const MOST_POINTS = 120;

/**
 * The cumulative distributions of good and bad over scores: the ROC curve, and the distance between them is KS.
 * @param score higher is better
 * @param bad 1 = bad
 * @returns at most 120 points, evenly over the distinct scores, and with them the last one and that of KS; none without both kinds
 */
export function cumulativeCurve(score: ArrayLike<number>, bad: ArrayLike<number>): CurvePoint[] {
  const order = ascendingOrder(score);
  const groups = tiedGroups(order, score, bad);
  const all = { goods: sumOf(groups, 'goods'), bads: sumOf(groups, 'bads') };
  if (all.goods === 0 || all.bads === 0) return [];
  let [goods, bads] = [0, 0];
  const points = groups.map((group) => {
    goods += group.goods;
    bads += group.bads;
    return { score: group.risk, goods: goods / all.goods, bads: bads / all.bads };
  });
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  const gap = ({ goods: good, bads: poor }: CurvePoint) => Math.abs(poor - good);
  const widest = points.reduce((best, point) => (gap(point) > gap(best) ? point : best), points[0]!);
  return points.filter((point, i) => i % step === 0 || i === points.length - 1 || point === widest);
}

const sumOf = (groups: readonly Tied[], kind: 'goods' | 'bads') =>
  groups.reduce((total, group) => total + group[kind], 0);
