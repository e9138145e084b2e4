import { discrimination } from './discrimination.js';

/** How well a risk measure tells the bad firms of one source from the good ones of another, or of the same. */
export interface SourcePair {
  readonly goods: string;
  readonly bads: string;
  /** Firms of both, and the bad ones among them. */
  readonly n: number;
  readonly d: number;
  readonly auc: number;
}

/**
 * AUC of each source of goods against each source of bads; pairs without any firm of either are left out.
 * @param firms risk (higher is worse), whether bad (1), and place of the source, firm by firm
 * @param sources names by place; fewer than two make no pairs
 */
export function sourcePairs(
  {
    risk,
    bad,
    source,
  }: {
    readonly risk: ArrayLike<number>;
    readonly bad: ArrayLike<number>;
    readonly source: ArrayLike<number>;
  },
  sources: readonly string[],
): SourcePair[] {
  if (sources.length < 2) return [];
  const places = Array.from({ length: risk.length }, (_, i) => i);
  const of = (kind: number) =>
    sources.map((_name, place) => places.filter((i) => source[i] === place && bad[i] === kind));
  const [good, worse] = [of(0), of(1)];
  return sources.flatMap((goods, g) =>
    sources.flatMap((bads, b) => {
      const [own, others] = [good[g]!, worse[b]!];
      if (own.length === 0 || others.length === 0) return [];
      const both = [...own, ...others];
      const { auc } = discrimination(
        both.map((i) => risk[i]!),
        both.map((_i, at) => (at < own.length ? 0 : 1)),
      );
      return [{ goods, bads, n: both.length, d: others.length, auc }];
    }),
  );
}
