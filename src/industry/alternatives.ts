import type { Judgement } from '../document/industry-inputs.js';
import type { IndustrySpec } from '../document/industry-spec.js';
import type { FastResult } from './fast.js';
import { type TreeContext, type WeighedTree, weighGlobals } from './hierarchy.js';
import type { RawValues } from './indicators.js';
import { branchesOfSpec } from './spec-tree.js';
import {
  type Alternative,
  compareRanks,
  type JudgementScale,
  judgementScales,
  normalisations,
  renormalised,
  rescaled,
} from './stability.js';
import { branchesOf } from './tree.js';
import { normalisedValues, scoreOf } from './weighted-score.js';

/** What the document's ranking was made of. */
export interface AlternativesContext extends TreeContext {
  readonly tree: WeighedTree;
  readonly fast: FastResult;
  readonly raw: RawValues;
  readonly judgements: readonly Judgement[];
  /** Their file, for problems. */
  readonly file: string;
}

/** The ranking under other normalisations and other judgement scales. */
export function alternativesOf(
  spec: IndustrySpec,
  { tree, fast, raw, judgements, file, ...context }: AlternativesContext,
): Alternative[] {
  const { indicators, industries } = fast;
  const compare = (
    { kind, name }: Pick<Alternative, 'kind' | 'name'>,
    weights: ReadonlyMap<string, number>,
    values: readonly Float64Array[],
  ) => {
    const valuesOf = (k: number) => Float64Array.from(values, (each) => each[k]!);
    const scores = industries.map((_row, k) => scoreOf(indicators, weights, valuesOf(k)));
    return compareRanks({ kind, name, scores }, industries, spec.targets.top);
  };
  const byIndustry = industries.map((_row, k) => normalisedValues(indicators, raw, k));
  const own = indicators.map((_each, i) => Float64Array.from(byIndustry, (values) => values[i]!));
  return [
    ...normalisations.map((name) =>
      compare({ kind: 'normalisation', name }, tree.global, renormalised(spec, raw, name)),
    ),
    ...(Object.keys(judgementScales) as JudgementScale[]).map((name) => {
      const branches = branchesOfSpec(spec, branchesOf(rescaled(judgements, name), file));
      return compare({ kind: 'scale', name }, weighGlobals(branches, context), own);
    }),
  ];
}
