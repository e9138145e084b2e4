import { createRequire } from 'node:module';

/** The part of the untyped package that is used. */
interface Booster {
  train(rows: readonly (readonly number[])[], values: readonly number[]): void;
  predict(rows: readonly (readonly number[])[]): number[];
  free(): void;
}

type BoosterClass = new (options: Readonly<Record<string, string | number>>) => Booster;

let loading: Promise<BoosterClass> | undefined;

/** Loads the package once; what it says on stderr while loading is about nothing and stays unsaid. */
function load(): Promise<BoosterClass> {
  loading ??= (async () => {
    const { error, warn } = console;
    console.error = console.warn = () => {};
    try {
      // The package exports a promise, which import() would take for its own.
      return await (createRequire(import.meta.url)('ml-xgboost') as Promise<BoosterClass>);
    } finally {
      Object.assign(console, { error, warn });
    }
  })();
  return loading;
}

/** Which trees are grown. */
export type Grower = 'tree' | 'forest' | 'boosting' | 'stumps';

const COMMON = { booster: 'gbtree', objective: 'binary:logistic', silent: 1, seed: 1, nthread: 1 };

/**
 * One tree; 200 trees on bootstrap-like samples side by side; 100 small ones one after another; 300 of one split each,
 * which add up features but never cross them. The package passes over an option that it does not know.
 */
const OPTIONS: Readonly<Record<Grower, Readonly<Record<string, string | number>>>> = {
  tree: {
    ...COMMON,
    iterations: 1,
    eta: 1,
    max_depth: 4,
    min_child_weight: 5,
    subsample: 1,
    colsample_bytree: 1,
  },
  forest: {
    ...COMMON,
    iterations: 1,
    eta: 1,
    num_parallel_tree: 200,
    max_depth: 8,
    min_child_weight: 2,
    subsample: 0.632,
    colsample_bytree: 1,
    colsample_bylevel: 0.4,
  },
  stumps: {
    ...COMMON,
    iterations: 300,
    eta: 0.1,
    max_depth: 1,
    min_child_weight: 2,
    subsample: 0.8,
    colsample_bytree: 1,
  },
  boosting: {
    ...COMMON,
    iterations: 100,
    eta: 0.1,
    max_depth: 3,
    min_child_weight: 2,
    subsample: 0.8,
    colsample_bytree: 0.8,
  },
};

/**
 * Grows trees on row-major columns.
 * @param grower one tree, a forest, or boosting
 * @returns P(event) of other rows
 * @source Chen & Guestrin (2016), XGBoost; Breiman (2001), Random forests
 */
export async function growTrees(
  grower: Grower,
  data: { readonly x: Float64Array; readonly rows: number; readonly columns: number; readonly y: Uint8Array },
): Promise<(x: Float64Array, rows: number) => Float64Array> {
  const Booster = await load();
  const booster = new Booster(OPTIONS[grower]);
  booster.train(rowsOf(data.x, data.rows, data.columns), [...data.y]);
  return (x, rows) => {
    const predicted = Float64Array.from(booster.predict(rowsOf(x, rows, data.columns)));
    booster.free();
    return predicted;
  };
}

function rowsOf(x: Float64Array, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, i) => [...x.subarray(i * columns, (i + 1) * columns)]);
}
