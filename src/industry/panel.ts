import type { Department, Expert } from '../document/industry-inputs.js';

/** Who judges, and how much each counts. Without experts everyone weighs the same. */
export interface Panel {
  readonly experts?: readonly Expert[];
  readonly departments?: readonly Department[];
}

/** The effective weight of each expert at one node. */
export type ExpertWeights = ReadonlyMap<string, number>;

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
