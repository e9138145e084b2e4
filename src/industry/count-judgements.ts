import type { Judgement } from '../document/industry-inputs.js';
import { branchesOf } from './tree.js';

/** How complete a file of judgements is. A gap is a pair that an expert who judged at its node left open. */
export interface JudgementCounts {
  readonly experts: readonly { readonly expert: string; readonly judged: number; readonly gaps: number }[];
  readonly nodes: readonly {
    readonly node: string;
    readonly items: number;
    /** Pairs that each expert is asked. */
    readonly pairs: number;
    readonly experts: number;
    /** Over all its experts. */
    readonly gaps: number;
  }[];
}

/**
 * Counts judgements by expert and gaps by node, both in order of first mention.
 * @param judgements the rows of judgements.csv
 */
export function countJudgements(judgements: readonly Judgement[]): JudgementCounts {
  const cells = branchesOf(judgements, '').flatMap(({ node, items, judgements: own }) => {
    const pairs = (items.length * (items.length - 1)) / 2;
    return unique(own.map(({ expert }) => expert)).map((expert) => {
      const judged = judgedPairs(own.filter((each) => each.expert === expert));
      return { node, items: items.length, pairs, expert, judged, gaps: pairs - judged };
    });
  });
  const experts = unique(judgements.map(({ expert }) => expert)).map((expert) => {
    const own = cells.filter((cell) => cell.expert === expert);
    return { expert, judged: sumOf(own, 'judged'), gaps: sumOf(own, 'gaps') };
  });
  const nodes = unique(cells.map(({ node }) => node)).map((node) => {
    const own = cells.filter((cell) => cell.node === node);
    const { items, pairs } = own[0]!;
    return { node, items, pairs, experts: own.length, gaps: sumOf(own, 'gaps') };
  });
  return { experts, nodes };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** Different pairs with a value. */
function judgedPairs(judgements: readonly Judgement[]): number {
  const keys = judgements
    .filter(({ value }) => value !== null)
    .map(({ left, right }) => JSON.stringify([left, right].sort()));
  return new Set(keys).size;
}

const sumOf = <K extends string>(rows: readonly Readonly<Record<K, number>>[], key: K): number =>
  rows.reduce((sum, row) => sum + row[key], 0);
