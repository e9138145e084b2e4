import type { Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import {
  type Misreading,
  misreadColumns,
  misreadLiterals,
  type NamedColumn,
} from '../document/column-reading.js';
import type { EnterpriseSpec } from '../document/enterprise-spec.js';
import { misreadFeature } from '../document/feature-types.js';
import { scoreLine } from './points.js';
import { placeTiers } from './tiers.js';

const FILE = 'enterprise.spec.json';

/**
 * What a rating's spec contradicts in itself: names that nothing declares, names declared twice, columns read as what they are
 * not, nothing to learn from, no room for fifteen tiers.
 * @param spec the spec, which fits its schema
 */
export function checkSpec(spec: EnterpriseSpec): Problem[] {
  return [...nameProblems(spec), ...typeProblems(spec), ...methodProblems(spec), ...scaleProblems(spec)];
}

function nameProblems({
  features,
  dimensions,
  splits,
  selection,
  binning,
  inputs,
}: EnterpriseSpec): Problem[] {
  const idsOf = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);
  const ids = idsOf(features);
  return [
    ...features.flatMap(({ id, dimension }) =>
      unknown(dimension, idsOf(dimensions), `features.${id}.dimension`),
    ),
    ...Object.keys(selection.waivers).flatMap((id) => unknown(id, ids, 'selection.waivers')),
    ...Object.keys(binning.trends).flatMap((id) => unknown(id, ids, 'binning.trends')),
    ...twice(ids, 'features'),
    ...features.flatMap((feature) =>
      'specials' in feature ? twice(feature.specials.map(String), `features.${feature.id}.specials`) : [],
    ),
    ...twice(idsOf(dimensions), 'dimensions'),
    ...twice(idsOf(splits), 'splits'),
    ...twice(
      inputs.map(({ name }) => name),
      'inputs',
    ),
  ];
}

function unknown(found: string, known: readonly string[], path: string): Problem[] {
  if (known.includes(found)) return [];
  const expected = `one of ${known.join(', ')}`;
  return [{ code: 'UNKNOWN_NAME', file: FILE, path, found, expected, ...didYouMean(found, known) }];
}

function twice(names: readonly string[], path: string): Problem[] {
  return names
    .filter((name, i) => names.indexOf(name) !== i)
    .map((found) => ({ code: 'DUPLICATE', file: FILE, path, found, expected: 'each name once' }));
}

function typeProblems(spec: EnterpriseSpec): Problem[] {
  const columns = new Map(spec.inputs.map((column) => [column.name, column]));
  const { label, fit, splits } = spec;
  const named: NamedColumn[] = [
    ['label.windowStart', label?.windowStart, 'day'],
    ['label.weight', label?.weight, 'number'],
    ['fit.offset', fit.offset, 'number'],
    ...splits.flatMap((split): NamedColumn[] =>
      split.by === 'date' ? [[`splits.${split.id}.column`, split.column, 'day']] : [],
    ),
  ];
  const conditions = [
    ['label.bad', label?.bad],
    ['label.good', label?.good],
    ['label.exclude', label?.exclude],
    ['label.customers', label?.customers],
    ...(label?.sources ?? []).map(({ id, when }) => [`label.sources.${id}.when`, when] as const),
  ] as const;
  const misread: Misreading[] = [
    ...spec.features.flatMap((feature) => misreadFeature(feature, `features.${feature.id}`, columns)),
    ...misreadColumns(named, columns),
    ...misreadTrends(spec),
    ...conditions.flatMap(([path, when]) => (when === undefined ? [] : misreadLiterals(when, path, columns))),
  ];
  return misread.map((problem) => ({ code: 'TYPE', file: FILE, ...problem }));
}

/** Categories stand in the order of their bad rates, whatever trend is asked for. */
const misreadTrends = ({ features, binning }: EnterpriseSpec): Misreading[] =>
  features
    .filter(({ id, kind }) => kind === 'category' && Object.hasOwn(binning.trends, id))
    .map(({ id }) => ({
      path: `binning.trends.${id}`,
      found: 'a category',
      expected: 'a feature of numbers: categories have no order of their own',
    }));

/** The floors of a master scale follow from the spec alone: on a narrow or distant scale they meet. */
function scaleProblems({ label, scale, tiers }: EnterpriseSpec): Problem[] {
  if (label === undefined || tiers.method !== 'master-scale') return [];
  const { floors } = placeTiers(tiers, { histogram: [], line: scoreLine(scale) });
  if (floors.every((floor, i) => i === 0 || floor < floors[i - 1]!)) return [];
  const found = `floors ${floors.join(' ')}`;
  const expected =
    'a scale and a master scale by which fifteen tiers have floors of their own within 0 to 1000';
  return [{ code: 'NO_ROOM', file: FILE, path: 'scale', found, expected }];
}

function methodProblems({ label, experts, tiers }: EnterpriseSpec): Problem[] {
  if (label !== undefined) return [];
  return [
    ...(experts === undefined
      ? [
          {
            code: 'NOTHING_TO_LEARN_FROM',
            file: FILE,
            path: 'label',
            found: 'neither label nor experts',
            expected: 'one of the two',
          },
        ]
      : []),
    ...(tiers.method === 'master-scale'
      ? [
          {
            code: 'NO_PD',
            file: FILE,
            path: 'tiers.method',
            found: 'master-scale',
            expected: 'shares or given: a card without labels has no pds',
          },
        ]
      : []),
  ];
}
