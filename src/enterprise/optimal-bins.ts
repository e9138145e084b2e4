import { allBins, type BinLimits, type Runs } from './bin-runs.js';
import type { Counts } from './training-table.js';
import { type Walk, walks } from './trend-walks.js';

/** The best partition: places of the pre-bins that start a new bin (0 left out), and its information value. */
export interface Partition {
  readonly starts: readonly number[];
  readonly iv: number;
}

/**
 * The partition of consecutive pre-bins with the largest information value within limits, exactly, by dynamic
 * programming over (last bin, phase), and over the last two bins where a trend bends.
 * @param prebins counts in order
 * @param limits trend and sizes
 * @returns the best partition; one single bin when nothing else is allowed
 * @source Bellman (1957); the setting is that of Navas-Palencia (2020), Optimal binning
 */
export function optimalBins(prebins: readonly Counts[], limits: BinLimits): Partition {
  const n = prebins.length;
  const bins = allBins(prebins, limits);
  const walk = walks[limits.trend];
  const layers: Layer[] = [firstLayer(n, bins, walk)];
  const most = Math.min(limits.maxBins, n);
  while (layers.length < most) layers.push(nextLayer(n, bins, { walk, from: layers.at(-1)! }));
  return bestEnd(n, layers, walk.phases);
}

/** Best IV of every state with a given number of bins, and the state it came from. */
interface Layer {
  readonly best: Float64Array;
  readonly from: Int32Array;
}

/** States are (h, i, j, phase): the last bin is [i, j), the one before [h, i); h is 0 where a trend does not bend. */
function stateOf(
  n: number,
  walk: Walk,
  parts: readonly [h: number, i: number, j: number, phase: number],
): number {
  const [h, i, j, phase] = parts;
  const width = n + 1;
  return (((walk.curved ? h : 0) * width + i) * width + j) * walk.phases + phase;
}

function emptyLayer(n: number, walk: Walk): Layer {
  const size = (walk.curved ? n + 1 : 1) * (n + 1) * (n + 1) * walk.phases;
  return { best: new Float64Array(size).fill(-1), from: new Int32Array(size).fill(-1) };
}

function firstLayer(n: number, bins: Runs, walk: Walk): Layer {
  const layer = emptyLayer(n, walk);
  for (let j = 1; j <= n; j++) {
    if (bins.allowed[j] === 1) layer.best[stateOf(n, walk, [0, 0, j, 0])] = bins.iv[j]!;
  }
  return layer;
}

function nextLayer(
  n: number,
  bins: Runs,
  { walk, from }: { readonly walk: Walk; readonly from: Layer },
): Layer {
  const layer = emptyLayer(n, walk);
  const width = n + 1;
  for (let state = 0; state < from.best.length; state++) {
    const value = from.best[state]!;
    if (value < 0) continue;
    const phase = state % walk.phases;
    const cell = Math.floor(state / walk.phases);
    const j = cell % width;
    const i = Math.floor(cell / width) % width;
    const h = Math.floor(cell / (width * width));
    const before = walk.curved && i > 0 ? bins.rate[h * width + i]! : Number.NaN;
    const last = bins.rate[i * width + j]!;
    for (let k = j + 1; k <= n; k++) {
      const at = j * width + k;
      if (bins.allowed[at] === 0) continue;
      const next = walk.step(before, last, bins.rate[at]!, phase);
      if (next < 0) continue;
      const to = stateOf(n, walk, [i, j, k, next]);
      if (value + bins.iv[at]! > layer.best[to]!) {
        layer.best[to] = value + bins.iv[at]!;
        layer.from[to] = state;
      }
    }
  }
  return layer;
}

/** The best state that covers every pre-bin; fewer bins win ties. */
function bestEnd(n: number, layers: readonly Layer[], phases: number): Partition {
  const width = n + 1;
  let found = { iv: -1, layer: -1, state: -1 };
  layers.forEach((layer, index) => {
    layer.best.forEach((iv, state) => {
      const j = Math.floor(state / phases) % width;
      if (j === n && iv > found.iv + 1e-15) found = { iv, layer: index, state };
    });
  });
  if (found.layer < 0) return { starts: [], iv: 0 };
  const starts: number[] = [];
  let { state } = found;
  for (let layer = found.layer; layer > 0; layer--) {
    starts.unshift(Math.floor(Math.floor(state / phases) / width) % width);
    state = layers[layer]!.from[state]!;
  }
  return { starts, iv: found.iv };
}
