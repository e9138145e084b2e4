import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import type { ColumnData } from '../engine/read-columns.js';
import { countWithoutOffset } from '../enterprise/training-table.js';
import { assertSample } from './check-sample.js';

/** A column that segments are made of: the segment of each firm by name, and where size classes begin, for numbers. */
export interface Grouping {
  readonly values: readonly (string | null)[];
  readonly edges?: readonly number[];
}

/** Firms that are rated and labelled, column by column. */
export interface LabelledFirms {
  readonly n: number;
  readonly id: readonly string[];
  readonly tier: Float64Array;
  readonly score: Float64Array;
  /** Probability of default of the firm's score; NaN for a card without. */
  readonly p: Float64Array;
  readonly bad: Uint8Array;
  readonly source: Float64Array;
  readonly customer: Float64Array;
  /** 1 for a firm that the company table has no more. */
  readonly gone: Float64Array;
  /** How much a firm weighs: its source's weight times its own, and for a bad one e^−offset: odds of the sample are no odds of firms. */
  readonly weight: Float64Array;
  readonly industry: readonly (string | null)[];
  /** model, held or override. */
  readonly tierSource: readonly (string | null)[];
  readonly groups: readonly Grouping[];
  /** The bank's own rating, higher is worse; NaN where there is none. */
  readonly internal: Float64Array;
}

/**
 * The columns of a query as firms.
 * @throws InputError RANGE for sample weights or offsets that cannot be used
 */
export function labelledFirms(
  columns: ReadonlyMap<string, ColumnData>,
  made: {
    readonly spec: EnterpriseSpec;
    readonly sources: readonly { readonly weight: number }[];
    readonly groups: number;
  },
): LabelledFirms {
  const { spec, sources, groups } = made;
  const numbers = (name: string) => (columns.get(name) as ColumnData & { kind: 'number' }).values;
  const texts = (name: string) => (columns.get(name) as ColumnData & { kind: 'text' }).values;
  const [score, source] = [numbers('score'), numbers('source')];
  const [weights, offsets] = [numbers('sample_weight'), numbers('sample_offset')];
  assertSample(spec, { weights, offsets });
  const bad = Uint8Array.from(numbers('bad'));
  return {
    n: score.length,
    id: texts(COMPANY_ID) as readonly string[],
    score,
    tier: numbers('tier'),
    p: numbers('pd_ppm').map((ppm) => ppm / 1e6),
    bad,
    source,
    weight: weights.map(
      (own, row) => own * sources[source[row]!]!.weight * countWithoutOffset(bad[row] === 1, offsets[row]),
    ),
    customer: numbers('customer'),
    gone: numbers('is_gone'),
    industry: texts('industry_id'),
    tierSource: texts('tier_source'),
    groups: Array.from({ length: groups }, (_, i) => ({ values: texts(`group_${i}`) })),
    internal: numbers('internal'),
  };
}

/**
 * Whose pds are tested: customers, where the spec names them.
 * @param isNamed whether the spec says who the bank's own customers are
 */
export const testedOf =
  ({ customer }: Pick<LabelledFirms, 'customer'>, isNamed: boolean) =>
  (row: number): boolean =>
    !isNamed || customer[row] === 1;
