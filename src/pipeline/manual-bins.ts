import { InputError, type Problem } from '../core/errors.js';
import { didYouMean } from '../core/suggest.js';
import { type Feature, specialCodesOf } from '../document/feature.js';
import type { Source } from '../document/mapping.js';
import type { BinShape } from '../enterprise/bin-shape.js';
import type { ManualBins } from '../enterprise/cells.js';
import { type BinRow, OTHERS, readManualBins } from '../ingest/manual-bins.js';

/**
 * Reads bins.csv and turns each row into bins of its feature, to be replayed exactly.
 * @param source the file; undefined when the study has none
 * @param features the spec's features
 * @throws InputError with every problem
 */
export async function manualBins(source: Source | undefined, features: readonly Feature[]) {
  if (source === undefined) return { bins: new Map<string, ManualBins>(), sha256: undefined };
  const { file, sha256, bins } = await readManualBins(source);
  const problems = bins.flatMap((row) => checkRow(row, features, file));
  if (problems.length > 0)
    throw new InputError('ROW_PROBLEM', `${file} does not fit the spec's features`, problems);
  const made = bins.map((row): readonly [string, ManualBins] => {
    const feature = features.find(({ id }) => id === row.feature)!;
    return [row.feature, { shapes: shapesOf(row, feature), author: row.author, reason: row.reason }];
  });
  return { bins: new Map(made), sha256 };
}

function checkRow(
  { feature: id, cuts, line }: BinRow,
  features: readonly Feature[],
  file: string,
): Problem[] {
  const feature = features.find((each) => each.id === id);
  const at = { file, line };
  const known = features.map((each) => each.id);
  if (feature === undefined) {
    const expected = 'a feature of enterprise.spec.json';
    return [
      { code: 'UNKNOWN_NAME', ...at, column: 'feature', found: id, expected, ...didYouMean(id, known) },
    ];
  }
  const isCategory = feature.kind === 'category';
  if (isCategory !== (cuts === undefined)) {
    const expected = isCategory ? 'groups: it is a category' : 'cuts: it is a number';
    return [{ code: 'BAD_BINS', ...at, column: isCategory ? 'cuts' : 'groups', found: id, expected }];
  }
  return [];
}

function shapesOf({ cuts, groups }: BinRow, feature: Feature): BinShape[] {
  if (groups !== undefined) {
    const others = groups.findIndex((group) => group.includes(OTHERS));
    const unseen = others < 0 ? groups.length - 1 : others;
    const toShape = (group: readonly string[], i: number): BinShape => ({
      kind: 'group',
      values: group.filter((name) => name !== OTHERS),
      unseen: i === unseen,
    });
    return [{ kind: 'missing' }, ...groups.map(toShape)];
  }
  const edges = [null, ...cuts!];
  return [
    { kind: 'missing' },
    ...specialCodesOf(feature).map((code): BinShape => ({ kind: 'special', code })),
    ...edges.map((lo, i): BinShape => ({ kind: 'range', lo, hi: edges[i + 1] ?? null })),
  ];
}
