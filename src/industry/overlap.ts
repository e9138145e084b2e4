/** How many firms reach an industry, and each two of them. */
export interface Memberships {
  /** Firms by place of the industry. */
  readonly sizes: readonly number[];
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly firms: number }[];
}

/**
 * Overlap of each industry with the others: the mean of the overlap coefficients |A∩B| / min(|A|, |B|), weighted by the
 * other's size.
 * @param memberships counts
 * @returns null for an industry that no firm reaches, or without others
 * @source Szymkiewicz (1934) and Simpson (1943) for the overlap coefficient
 */
export function firmOverlap({ sizes, pairs }: Memberships): (number | null)[] {
  const shared = sizes.map(() => new Map<number, number>());
  for (const { a, b, firms } of pairs) {
    shared[a]!.set(b, firms);
    shared[b]!.set(a, firms);
  }
  return sizes.map((size, i) => {
    const others = sizes.map((other, j) => ({ other, j })).filter(({ other, j }) => j !== i && other > 0);
    const all = others.reduce((sum, { other }) => sum + other, 0);
    if (size === 0 || all === 0) return null;
    return others.reduce(
      (sum, { other, j }) => sum + (other / all) * ((shared[i]!.get(j) ?? 0) / Math.min(size, other)),
      0,
    );
  });
}

/** One flow between industries. */
export interface Flow {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/**
 * Linkage of each industry: the share of its flows, in and out, that crosses its border.
 * @param ids industries
 * @param flows flows between them
 * @returns null for an industry without flows
 */
export function flowLinkage(ids: readonly string[], flows: readonly Flow[]): (number | null)[] {
  return ids.map((id) => {
    let [own, others] = [0, 0];
    for (const { from, to, amount } of flows) {
      if (from === id && to === id) own += 2 * amount;
      else if (from === id || to === id) others += amount;
    }
    return own + others === 0 ? null : others / (own + others);
  });
}
