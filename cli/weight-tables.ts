import { limited, percent, plain, quiet, table, warning } from './print.js';

type Weights = import('../src/index.js').Weights;
type Dipper = typeof import('../src/index.js');

const number = (value: number | null, digits = 3): string => (value === null ? '' : value.toFixed(digits));

/** Each node: consistency, gaps, consensus, weights. */
export function nodeTable({ nodes }: Weights, { ACCEPTED_CR, gciLimit }: Dipper): string {
  const rows = nodes.map(({ node, items, experts, lambdaMax, cr, crReason, ri, gci, gaps, consensus }) => [
    plain(node),
    String(experts),
    lambdaMax.toFixed(4),
    cr === null ? (crReason ?? '') : limited(cr, ACCEPTED_CR),
    `${ri.table} ${number(ri.value, 4)}`,
    gci === null ? 'not testable' : limited(gci, gciLimit(items.length)),
    String(gaps.length),
    number(consensus),
    items.map(({ id, weight }) => `${plain(id)} ${percent(weight)}`).join(', '),
  ]);
  return table(['node', 'experts', 'λmax', 'CR', 'RI', 'GCI', 'gaps', 'S*', 'weights'], rows, [0, 4, 8]);
}

/** Weights of the lowest items in the whole tree. */
export function globalTable({ global }: Weights): string {
  const rows = global.map(({ id, weight }) => [plain(id), percent(weight)]);
  return table(['item', 'weight'], rows);
}

/** Each expert: consistency, weight, influence. */
export function expertTable({ experts, influence }: Weights, { ACCEPTED_CR }: Dipper): string {
  const rows = experts.map(({ expert, effectiveWeight, nodes }) => {
    const moved = influence.find((each) => each.expert === expert);
    const worst = nodes.reduce<number | null>(
      (most, { cr }) => (cr !== null && cr > (most ?? -1) ? cr : most),
      null,
    );
    const change =
      moved?.change == null ? '' : `${moved.change >= 0 ? '+' : ''}${(100 * moved.change).toFixed(2)}`;
    return [
      plain(expert),
      percent(effectiveWeight),
      worst === null ? '' : limited(worst, ACCEPTED_CR),
      change,
      plain(moved?.item ?? ''),
    ];
  });
  const head = ['expert', 'weight', 'highest CR', 'moves (points)', 'item'];
  return table(head, rows, [0, 4]);
}

/** Experts who are not heard, or not everywhere. */
export function expertNotes({ experts, silent }: Weights): string[] {
  const parted = experts.flatMap(({ expert, nodes }) =>
    nodes.filter(({ items }) => items.length === 0).map(({ node }) => `${expert} (${node})`),
  );
  const told = (text: string, names: readonly string[]) =>
    names.length === 0 ? [] : [warning(`  ${text}: ${plain(names.join(', '))}`)];
  return [
    ...told('rows, but no judgement', silent),
    ...told('comparisons that do not hang together, so no weights of their own and no part in S*', parted),
  ];
}

/** How far experts, departments and posts agree. */
export function consensusLines({ consensus: { tree, departments, posts } }: Weights): string {
  const rows = [
    ['all', '', number(tree)],
    ...departments.map((each) => [
      plain(String(each.department)),
      String(each.experts),
      number(each.consensus),
    ]),
    ...posts.map((each) => [plain(String(each.post)), String(each.experts), number(each.consensus)]),
  ];
  return table(['group', 'experts', 'S*'], rows);
}

/** Judgements that are missing or pull a matrix out of shape. */
export function adviceLines({ nodes, experts }: Weights): string[] {
  const ofGroup = nodes.flatMap(({ node, advice, next }) => [
    ...advice.map(({ text }) => `  ${plain(`${node}: ${text}`)}`),
    ...(next === undefined
      ? []
      : [quiet(`  ${plain(`${node}: comparing ${next.left} with ${next.right} would tell most`)}`)]),
  ]);
  const ofExperts = experts.flatMap(({ expert, nodes: own }) =>
    own.flatMap(({ node, advice }) => advice.map(({ text }) => `  ${plain(`${expert}, ${node}: ${text}`)}`)),
  );
  return [...ofGroup, ...ofExperts];
}
