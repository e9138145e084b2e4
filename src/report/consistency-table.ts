import type { Texts } from '../document/common.js';
import type { IndustryDocument } from '../document/industry-document.js';
import { both, type Html, say } from './html.js';
import { fixed, heads, table } from './table.js';

/** How consistent the judgements at each node are, and how far their experts agree. */
export function consistencyTable({ nodes, dimensions }: IndustryDocument): Html {
  const nameOf = new Map(dimensions.map(({ id, name }) => [id, name]));
  return table({
    id: 'consistency',
    title: say('Consistency and consensus of the judgements', '判断的一致性与共识'),
    note: say(
      'CR up to 0.10 is accepted; S* is 0 for no consensus, 1 for full consensus.',
      'CR不超过0.10可接受；S*为0表示无共识，1表示完全一致。',
    ),
    head: heads('Node|节点', 'Experts|专家数', 'λmax', 'CR', 'GCI', 'Gaps|缺口', 'S*'),
    rows: nodes.map((each) => [
      nodeName(each, nameOf),
      each.experts,
      fixed(each.lambdaMax, 4),
      each.cr === null ? untested(each) : fixed(each.cr, 4),
      each.gci === null ? say('not testable', '不可检验') : fixed(each.gci, 4),
      each.gaps.length,
      fixed(each.consensus, 3),
    ]),
  });
}

/** A dimension by its name; the node of all dimensions as such; any other by its id. */
function nodeName(
  { node, items }: IndustryDocument['nodes'][number],
  dimensions: ReadonlyMap<string, Texts>,
): Html | string {
  const own = dimensions.get(node);
  if (own !== undefined) return both(own);
  return items.every(({ id }) => dimensions.has(id)) ? say('all dimensions', '各维度之间') : node;
}

/** Why a node has no CR: no judgement can contradict another, or the table of random indices ends before. */
function untested({ crReason, items, gaps, ri }: IndustryDocument['nodes'][number]): Html {
  const n = items.length;
  const isTree = gaps.length >= ((n - 1) * (n - 2)) / 2;
  const zh = isTree ? '不可检验：各比较互不构成回路，无从矛盾' : `${ri.table}没有${n}项的随机指数`;
  return say(crReason ?? '–', zh);
}
