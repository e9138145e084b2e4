import type { Bin } from './bin.js';
import type { EnterpriseDocument } from './enterprise-document.js';
import { columnsOfFeature } from './feature.js';
import { misreadFeature } from './feature-types.js';
import { repeatedNames, type SenseProblem } from './sense.js';

type Shape = Pick<EnterpriseDocument, 'inputs' | 'dimensions' | 'features' | 'thin' | 'tiers' | 'pdByScore'>;

/**
 * Whether a rating document makes sense as a whole: names are unique and known, bins cover every value once, tiers cover every
 * score once, pds never rise with the score.
 */
export function enterpriseSense(document: Shape): SenseProblem[] {
  const { inputs, dimensions, features, thin } = document;
  const columns = new Map(inputs.map((column) => [column.name, column]));
  const known = new Set(dimensions.map(({ id }) => id));
  return [
    ...repeatedNames('inputs', inputs, 'name'),
    ...repeatedNames('dimensions', dimensions, 'id'),
    ...repeatedNames(
      'features',
      features.map(({ feature }) => feature),
      'id',
    ),
    ...thin.of.flatMap((name, i) => (columns.has(name) ? [] : [at(['thin', 'of', i], 'a column of inputs')])),
    ...features.flatMap(({ feature, bins }, i) => [
      ...(known.has(feature.dimension)
        ? []
        : [at(['features', i, 'feature', 'dimension'], 'a dimension of the document')]),
      ...columnsOfFeature(feature)
        .filter((name) => !columns.has(name))
        .map((name) => at(['features', i, 'feature'], `${name} among the inputs`)),
      ...misreadFeature(feature, '', columns).map(({ path, found, expected }) =>
        at(['features', i, `feature${path}`], `${expected}; ${found} is none`),
      ),
      ...binProblems(bins).map((message) => at(['features', i, 'bins'], message)),
    ]),
    ...tierProblems(document),
  ];
}

const at = (path: (string | number)[], message: string): SenseProblem => ({ path, message });

/** Missing first, then special codes, then ranges that touch each other or groups of which one takes the unseen. */
function binProblems(bins: readonly Bin[]): string[] {
  const order = ['missing', 'special', 'range', 'group'];
  const places = bins.map(({ kind }) => order.indexOf(kind));
  const ranges = bins.filter((bin) => bin.kind === 'range');
  const groups = bins.filter((bin) => bin.kind === 'group');
  const touch = ranges.every(({ lo, hi }, i) => {
    const next = ranges[i + 1];
    return (
      (i > 0 || lo === null) &&
      (next === undefined ? hi === null : hi !== null && hi === next.lo && (lo === null || lo < hi))
    );
  });
  const values = groups.flatMap((group) => group.values);
  return [
    ...(bins[0]?.kind === 'missing' && places.filter((place) => place === 0).length === 1
      ? []
      : ['one missing bin, the first']),
    ...(places.every((place, i) => i === 0 || place >= places[i - 1]!)
      ? []
      : ['missing, special codes, then ranges or groups']),
    ...(ranges.length > 0 === groups.length > 0 ? ['ranges or groups, not both'] : []),
    ...(touch ? [] : ['ranges that touch, from no lower limit to no upper one']),
    ...(groups.length > 0 && groups.filter(({ unseen }) => unseen).length !== 1
      ? ['one group for unseen values']
      : []),
    ...(new Set(values).size === values.length ? [] : ['each value in one group']),
  ];
}

function tierProblems({ tiers, pdByScore }: Shape): SenseProblem[] {
  return [
    ...tiers.flatMap(({ tier }, i) => (tier === i + 1 ? [] : [at(['tiers', i, 'tier'], `R${i + 1}`)])),
    ...tiers.flatMap(({ floor }, i) =>
      i > 0 && floor >= tiers[i - 1]!.floor
        ? [at(['tiers', i, 'floor'], 'floors that fall from R1 to R15')]
        : [],
    ),
    ...(tiers.at(-1)!.floor === 0
      ? []
      : [at(['tiers', tiers.length - 1, 'floor'], '0: every score has a tier')]),
    ...(pdByScore ?? []).flatMap((pd, i) =>
      i > 0 && pd > pdByScore![i - 1]! ? [at(['pdByScore', i], 'pds that never rise with the score')] : [],
    ),
  ];
}
