import { InputError, type Problem } from '../core/errors.js';
import type { NodeResult } from '../document/industry-document.js';
import type { Department, Expert, Judgement } from '../document/industry-inputs.js';
import { complete } from './complete.js';
import { consistency, type RiTable } from './consistency.js';
import { type Comparisons, matrixOf, type Pair, partsOf } from './matrix.js';
import { normalise, type PriorityMethod, priorities } from './priority.js';
import type { Branch } from './tree.js';

/** How judgements of a group become weights. */
export interface GroupMethod {
  readonly method: PriorityMethod;
  /** aij: the judgements are aggregated; aip: each expert's priorities are, by geometric or arithmetic mean. */
  readonly aggregation: 'aij' | 'aip-geometric' | 'aip-arithmetic';
  readonly ri: RiTable;
}

/** Who judges, and how much each counts. Without experts everyone weighs the same. */
export interface Panel {
  readonly experts?: readonly Expert[];
  readonly departments?: readonly Department[];
}

/** The effective weight of each expert at one node. */
export type ExpertWeights = ReadonlyMap<string, number>;

/** A node, weighed. */
export interface WeighedNode extends NodeResult {
  readonly expertWeights: ExpertWeights;
}

/**
 * The effective weights of the experts who judged a node: α_k = W_dept × ω_k / Σ ω_l over the experts of that department
 * who judged it, W renormalised over the departments present.
 * @param present experts with at least one judgement at the node
 * @param panel experts and departments
 */
export function effectiveWeights(present: readonly string[], { experts, departments }: Panel): ExpertWeights {
  if (experts === undefined) return new Map(present.map((expert) => [expert, 1 / present.length]));
  const own = present.map((name) => experts.find(({ expert }) => expert === name)!);
  const share = (name: string) => departments?.find(({ department }) => department === name)?.weight ?? 1;
  const active = own.filter(({ weight, department }) => weight > 0 && share(department) > 0);
  const names = [...new Set(active.map(({ department }) => department))];
  const all = names.reduce((sum, name) => sum + share(name), 0);
  return new Map(
    own.map(({ expert, department, weight }) => {
      const fellows = active.filter((other) => other.department === department);
      const within = fellows.reduce((sum, other) => sum + other.weight, 0);
      const zero = weight === 0 || share(department) === 0;
      return [expert, zero ? 0 : ((share(department) / all) * weight) / within];
    }),
  );
}

/**
 * Weighs one node: the group's matrix, its consistency and the weights.
 * λmax, CI, CR and GCI are those of the aggregated matrix, whatever the aggregation.
 * @throws InputError DISCONNECTED when the comparisons do not hang together, naming a pair that would link them
 */
export function weighNode(branch: Branch, panel: Panel, method: GroupMethod): WeighedNode {
  const { node, items } = branch;
  const judged = branch.judgements.filter(({ value }) => value !== null);
  const present = [...new Set(judged.map(({ expert }) => expert))];
  if (present.length === 0) throw disconnected(branch, matrixOf(items.length, []));
  const expertWeights = effectiveWeights(present, panel);
  const pairsOf = (expert: string) =>
    toPairs(
      items,
      judged.filter((each) => each.expert === expert),
    );
  const group = matrixOf(
    items.length,
    aggregate(present.map((expert) => ({ weight: expertWeights.get(expert)!, pairs: pairsOf(expert) }))),
  );
  if (partsOf(group).length > 1) throw disconnected(branch, group);
  const filled = complete(group, method.method);
  const weights =
    method.aggregation === 'aij'
      ? priorities(filled, method.method)
      : combine(
          present.map((expert) => {
            const own = matrixOf(items.length, pairsOf(expert));
            if (partsOf(own).length > 1) throw disconnected(branch, own, expert);
            return {
              weight: expertWeights.get(expert)!,
              w: priorities(complete(own, method.method), method.method),
            };
          }),
          method.aggregation,
        );
  return {
    node,
    items: items.map((id, i) => ({ id, weight: weights[i]! })),
    ...consistency(filled, group, method.ri),
    experts: present.length,
    expertWeights,
  };
}

/** Judgements of one expert as pairs by place, each pair once (the reader has refused contradictions). */
function toPairs(items: readonly string[], judgements: readonly Judgement[]): Pair[] {
  const byPair = new Map<string, Pair>();
  for (const { left, right, value } of judgements) {
    const [i, j] = [items.indexOf(left), items.indexOf(right)];
    const pair = i < j ? { left: i, right: j, value: value! } : { left: j, right: i, value: 1 / value! };
    byPair.set(`${pair.left} ${pair.right}`, pair);
  }
  return [...byPair.values()];
}

/**
 * a_ij = ∏_k (a_ij^(k))^α_k over those who answered the pair, their weights scaled to add up to 1.
 * @source Aczél & Saaty (1983), Procedures for synthesizing ratio judgements
 */
function aggregate(experts: readonly { readonly weight: number; readonly pairs: readonly Pair[] }[]): Pair[] {
  const sums = new Map<string, { left: number; right: number; log: number; weight: number }>();
  for (const { weight, pairs } of experts) {
    if (weight === 0) continue;
    for (const { left, right, value } of pairs) {
      const key = `${left} ${right}`;
      const sum = sums.get(key) ?? { left, right, log: 0, weight: 0 };
      sums.set(key, { ...sum, log: sum.log + weight * Math.log(value), weight: sum.weight + weight });
    }
  }
  return [...sums.values()].map(({ left, right, log, weight }) => ({
    left,
    right,
    value: Math.exp(log / weight),
  }));
}

/** Mean of the experts' priorities. @source Forman & Peniwati (1998), Aggregating individual judgments and priorities */
function combine(
  experts: readonly { readonly weight: number; readonly w: readonly number[] }[],
  aggregation: 'aip-geometric' | 'aip-arithmetic',
): number[] {
  const size = experts[0]!.w.length;
  const mean = (value: (w: readonly number[]) => number) =>
    experts.reduce((sum, { weight, w }) => sum + weight * value(w), 0);
  const places = Array.from({ length: size }, (_, i) => i);
  return aggregation === 'aip-arithmetic'
    ? normalise(places.map((i) => mean((w) => w[i]!)))
    : normalise(places.map((i) => Math.exp(mean((w) => Math.log(w[i]!)))));
}

function disconnected({ node, items }: Branch, matrix: Comparisons, expert?: string): InputError {
  const [first, second] = partsOf(matrix);
  const [left, right] = [items[first![0]!]!, items[second![0]!]!];
  const who = expert === undefined ? '' : ` by ${expert}`;
  const problem: Problem = {
    code: 'DISCONNECTED',
    file: 'judgements.csv',
    column: 'value',
    found: `no chain of comparisons${who} under ${node} between ${left} and ${right}`,
    expected: 'comparisons that hang together',
    hint: `compare ${left} with ${right}`,
  };
  return new InputError('DISCONNECTED', `The comparisons under ${node} do not hang together`, [problem]);
}
