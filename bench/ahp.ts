import { random } from '../src/core/random.js';
import type { IndustryDocument } from '../src/document/industry-document.js';
import type { Judgement } from '../src/document/industry-inputs.js';
import { multiplyDown, weighTree } from '../src/industry/hierarchy.js';
import { branchesOf } from '../src/industry/tree.js';
import { scoreUncertainty } from '../src/industry/uncertainty.js';

const EXPERTS = 200;
const DIMENSIONS = 4;
const INDICATORS = 10;
const INDUSTRIES = 20;
const DRAWS = 10_000;

/** Judgements of a made-up panel over a tree of three levels. */
function judgements(): Judgement[] {
  const { normal } = random(1);
  const dimensions = Array.from({ length: DIMENSIONS }, (_, d) => `d${d}`);
  const nodes = [
    ['root', dimensions] as const,
    ...dimensions.map((id) => [id, Array.from({ length: INDICATORS }, (_, i) => `${id}_${i}`)] as const),
  ];
  const step = (ratio: number) => {
    const whole = Math.min(9, Math.max(1, Math.round(Math.max(ratio, 1 / ratio))));
    return ratio >= 1 ? whole : 1 / whole;
  };
  return Array.from({ length: EXPERTS }, (_, k) => `expert ${k}`).flatMap((expert) =>
    nodes.flatMap(([node, items]) => {
      const own = items.map(() => Math.exp(0.5 * normal()));
      return items.flatMap((left, i) =>
        items.slice(i + 1).map((right, j) => ({
          expert,
          node,
          left,
          right,
          value: step(own[i]! / own[i + 1 + j]!),
          line: 0,
        })),
      );
    }),
  );
}

/** Times AHP of a large panel: weights with consensus and advice, then the Monte Carlo. */
export function benchAhp(): void {
  const branches = branchesOf(judgements(), 'judgements.csv');
  const started = performance.now();
  const method = { method: 'eigenvector', aggregation: 'aij', ri: 'alonso-lamata' } as const;
  const globals = multiplyDown('root');
  const tree = weighTree(branches, { panel: {}, method, globals });
  const weighed = performance.now();
  const ids = branches.slice(1).flatMap(({ items }) => items);
  const indicators = ids.map((id) => ({
    id,
    dimension: id.split('_')[0],
  })) as unknown as IndustryDocument['indicators'];
  const { uniform } = random(2);
  const values = Array.from({ length: INDUSTRIES }, () => Float64Array.from(ids, () => 100 * uniform()));
  const ranks = values.map((_each, k) => k + 1);
  scoreUncertainty(indicators, values, {
    tree,
    globals,
    method: 'eigenvector',
    ranks,
    seed: 1,
    draws: DRAWS,
  });
  const drawn = performance.now();
  const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(2)} s`;
  console.log(
    `AHP: ${EXPERTS} experts, 3 levels, ${ids.length} indicators: weights ${seconds(started, weighed)}, ${DRAWS} draws ${seconds(weighed, drawn)}, together ${seconds(started, drawn)}`,
  );
}
