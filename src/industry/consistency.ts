import type { NodeResult } from '../document/industry-document.js';
import { complete } from './complete.js';
import { type Comparisons, type Complete, gapsOf } from './matrix.js';
import { geometricMeans, perron } from './priority.js';

/** Names of the random index tables. */
export type RiTable = 'alonso-lamata' | 'saaty-1980' | 'tummala-ling';

/** RI for n = 3 to 15. */
const tables: Readonly<Record<RiTable, readonly number[]>> = {
  /** Alonso & Lamata (2006), Consistency in the analytic hierarchy process. */
  'alonso-lamata': [
    0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.514, 1.5365, 1.5551, 1.5713, 1.5838,
  ],
  /** Saaty (1980), The Analytic Hierarchy Process. */
  'saaty-1980': [0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59],
  /** Tummala & Ling (1998), A note on the computation of the mean random consistency index. */
  'tummala-ling': [
    0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571, 1.5714, 1.5831,
  ],
};
const FIRST = 3;
const LAST = 15;

/**
 * The mean consistency index of random matrices.
 * @param table which table
 * @param n number of items
 * @returns null where the table ends; Alonso & Lamata's fit mean λ = 2.7699 n − 4.3513 goes on above 15
 */
export function randomIndex(table: RiTable, n: number): number | null {
  if (n < FIRST) return 0;
  if (n <= LAST) return tables[table][n - FIRST]!;
  return table === 'alonso-lamata' ? (2.7699 * n - 4.3513 - n) / (n - 1) : null;
}

/** What consistency says of one matrix. */
export type Consistency = Pick<NodeResult, 'lambdaMax' | 'ci' | 'cr' | 'crReason' | 'ri' | 'gci'>;

/**
 * λmax, CI = (λmax − n)/(n − 1), CR = CI / RI(n) of a matrix whose gaps have been completed; GCI of what was judged of it.
 * With m gaps RI(n, m) ≈ (1 − 2m/((n−1)(n−2))) RI(n); a spanning tree is not testable by either. n ≤ 2: all 0 by definition.
 * @param filled the completed matrix
 * @param asked the matrix as it was judged
 * @param table random index table, named in the result
 * @source Saaty (1977); Aguarón & Moreno-Jiménez (2003) for GCI, a residual variance after Crawford & Williams (1985); Ágoston & Csató (2022) for gaps
 */
export function consistency(filled: Complete, asked: Comparisons, table: RiTable): Consistency {
  const n = filled.length;
  if (n < FIRST) return { lambdaMax: n, ci: 0, cr: 0, ri: { table, value: 0 }, gci: 0 };
  const { lambdaMax } = perron(filled);
  const ci = Math.max(0, (lambdaMax - n) / (n - 1));
  const gaps = gapsOf(asked).length;
  const full = randomIndex(table, n);
  const value = full === null ? null : (1 - (2 * gaps) / ((n - 1) * (n - 2))) * full;
  const base = { lambdaMax, ci, gci: geometricConsistencyIndex(asked) };
  if (base.gci === null) {
    const crReason = 'not testable: the comparisons form a tree, so none can contradict another';
    return { ...base, cr: null, crReason, ri: { table, value: null } };
  }
  if (value === null) {
    return { ...base, cr: null, crReason: `${table} ends at ${LAST} items`, ri: { table, value: null } };
  }
  return { ...base, cr: ci / value, ri: { table, value } };
}

/**
 * The GCI that corresponds to CR = 0.10: .3147 for 3 items, .3526 for 4, .370 above; none below 3.
 * @source Aguarón & Moreno-Jiménez (2003), The geometric consistency index: approximated thresholds
 */
export function gciLimit(n: number): number | null {
  if (n < FIRST) return null;
  return n === 3 ? 0.3147 : n === 4 ? 0.3526 : 0.37;
}

/**
 * GCI = Σ ln²(a_ij w_j / w_i) over the pairs i < j that were judged, over by (n−1)(n−2)/2 − m with m gaps: the variance
 * that the logarithmic least squares solution w leaves. Null for a tree of comparisons, which leaves none.
 */
function geometricConsistencyIndex(asked: Comparisons): number | null {
  const n = asked.length;
  const free = ((n - 1) * (n - 2)) / 2 - gapsOf(asked).length;
  if (free <= 0) return null;
  const w = geometricMeans(complete(asked, 'geometric'));
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const value = asked[i]![j]!;
      if (value !== null) sum += Math.log((value * w[j]!) / w[i]!) ** 2;
    }
  return sum / free;
}
