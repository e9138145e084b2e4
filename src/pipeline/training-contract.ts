import { DocumentError } from '../core/errors.js';
import { columnsOfCondition } from '../document/condition.js';
import { INDUSTRY_CODE, mergeContract, ratingColumns, unknownColumns } from '../document/contract.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { columnsOfFeature } from '../document/feature.js';
import type { Split } from '../document/label-spec.js';

/** A label source and the sample weight of its firms. */
export interface LabelSource {
  readonly id: string;
  readonly weight: number;
}

/** The source of labels that come from outcomes. */
const OUTCOMES = 'outcomes';

/** The spec's label sources, then the outcomes where there are any. */
export function sourcesOf({ label, outcomes }: EnterpriseSpec, withOutcomes: boolean): LabelSource[] {
  const unnamed = withOutcomes ? [] : [{ id: 'all', weight: 1 }];
  const own = (label?.sources ?? unnamed).map(({ id, weight }) => ({ id, weight }));
  return withOutcomes ? [...own, { id: OUTCOMES, weight: outcomes.weight }] : own;
}

/** The spec's splits; without any, every labelled firm trains. */
export function splitsOf({ splits }: EnterpriseSpec): readonly Split[] {
  return splits.length > 0 ? splits : [{ id: 'all', by: 'hash', testShare: 0 }];
}

/** The spec's contract and the columns that each part of it reads. */
export function trainingContract(spec: EnterpriseSpec) {
  const columns = mergeContract(spec.inputs);
  const thinOf = spec.thin.of ?? [...new Set(spec.features.flatMap(columnsOfFeature))];
  const { label } = spec;
  const conditions = [
    label?.bad,
    label?.good,
    label?.exclude,
    label?.customers,
    ...(label?.sources ?? []).map(({ when }) => when),
  ];
  const named = [label?.windowStart, label?.weight, spec.fit.offset].filter((name) => name !== undefined);
  const lookups = spec.features.some(({ kind }) => kind === 'lookup');
  const read = new Set([
    ...ratingColumns(spec.features, thinOf, columns),
    ...conditions.flatMap((condition) => (condition === undefined ? [] : columnsOfCondition(condition))),
    ...named,
    ...(lookups ? [INDUSTRY_CODE] : []),
    ...spec.splits.flatMap((split) => (split.by === 'hash' ? [] : [split.column])),
  ]);
  const problems = unknownColumns(read, columns, { file: 'enterprise.spec.json', json: spec });
  if (problems.length > 0) {
    throw new DocumentError(
      'BAD_DOCUMENT',
      'enterprise.spec.json names columns it does not declare',
      problems,
    );
  }
  return { columns, thinOf, read };
}
