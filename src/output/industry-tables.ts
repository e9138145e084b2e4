import { roundTo } from '../core/numbers.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Cell, Table } from './csv.js';

/** A number as tables of industries show it; null stays null. */
export const fixed = (value: number | null | undefined, digits = 6): Cell =>
  value === null || value === undefined ? null : roundTo(value, digits);

/** weights.csv: every node's items with local and global weight. */
export function weightTable({ nodes, indicators, dimensions }: IndustryDocument): Table {
  const global = new Map([...indicators, ...dimensions].map(({ id, weight }) => [id, weight]));
  const rows = nodes.flatMap(({ node, items }) =>
    items.map(({ id, weight }) => [node, id, fixed(weight, 12), fixed(global.get(id), 12)]),
  );
  return { columns: ['node', 'item', 'weight', 'global_weight'], rows };
}

/** consistency.csv: λmax, CI, CR with its table, GCI, gaps and consensus of every node. */
export function consistencyTable({ nodes }: IndustryDocument): Table {
  const columns = [
    'node',
    'experts',
    'lambda_max',
    'ci',
    'cr',
    'cr_reason',
    'ri_table',
    'ri',
    'gci',
    'gaps',
    'consensus',
    'consensus_unweighted',
  ];
  const rows = nodes.map((node) => [
    node.node,
    node.experts,
    fixed(node.lambdaMax, 12),
    fixed(node.ci, 12),
    fixed(node.cr, 12),
    node.crReason ?? null,
    node.ri.table,
    fixed(node.ri.value, 12),
    fixed(node.gci, 12),
    node.gaps.length,
    fixed(node.consensus),
    fixed(node.consensusUnweighted),
  ]);
  return { columns, rows };
}

/** ranks.csv: share of the draws at each rank. */
export function rankTable({ industries }: IndustryDocument): Table {
  const ranked = [...industries].sort((a, b) => a.rank - b.rank);
  const places = Array.from({ length: industries.length }, (_, i) => `rank_${i + 1}`);
  return {
    columns: ['industry_id', 'rank', 'low', 'high', ...places],
    rows: ranked.map(({ id, rank, low, high, ranks }) => [
      id,
      rank,
      fixed(low),
      fixed(high),
      ...places.map((_p, i) => fixed(ranks[i])),
    ]),
  };
}

/** switch-points.csv: the value of each weight at which two neighbours swap; empty where none does. */
export function switchTable(
  points: readonly {
    readonly weight: string;
    readonly kind: string;
    readonly current: number;
    readonly above: string;
    readonly below: string;
    readonly at: number | null;
  }[],
): Table {
  const columns = ['weight', 'kind', 'current', 'above', 'below', 'switch_at', 'change'];
  const rows = points.map(({ weight, kind, current, above, below, at }) => [
    weight,
    kind,
    fixed(current, 12),
    above,
    below,
    fixed(at, 12),
    at === null ? null : fixed(at - current, 12),
  ]);
  return { columns, rows };
}

/** stability.csv: ranks under other normalisations and judgement scales. */
export function stabilityTable(
  industries: readonly { readonly id: string }[],
  alternatives: readonly {
    readonly kind: string;
    readonly name: string;
    readonly tau: number;
    readonly targetsKept: number;
    readonly ranks: readonly number[];
  }[],
): Table {
  return {
    columns: ['kind', 'name', 'kendall_tau', 'targets_kept', ...industries.map(({ id }) => id)],
    rows: alternatives.map(({ kind, name, tau, targetsKept, ranks }) => [
      kind,
      name,
      fixed(tau),
      targetsKept,
      ...ranks,
    ]),
  };
}

/** consensus.csv: agreement of all experts, of each department and of each post. */
export function consensusTable(
  groups: readonly {
    readonly kind: string;
    readonly name: string | null;
    readonly experts: number;
    readonly consensus: number | null;
  }[],
): Table {
  return {
    columns: ['kind', 'name', 'experts', 'consensus'],
    rows: groups.map(({ kind, name, experts, consensus }) => [kind, name, experts, fixed(consensus)]),
  };
}
