import { fixedBins, valuesOf } from './bin-shape.js';
import type { Unit } from './binned-feature.js';
import type { Cells } from './cells.js';
import { addCounts, type Counts } from './training-table.js';

/**
 * Categories in order of bad rate, to be cut like numbers. Those beyond the `most` − 1 largest are one unit together;
 * ties go by name.
 * @param cells one cell for each category
 * @param counts goods and bads of each cell
 * @param most most units
 */
export function categoryUnits({ shapes }: Cells, counts: readonly Counts[], most: number): Unit[] {
  const nameOf = (cell: number) => valuesOf(shapes[cell]!)[0]!;
  const byName = (a: number, b: number) => (nameOf(a) < nameOf(b) ? -1 : 1);
  const size = (cell: number) => counts[cell]!.goods + counts[cell]!.bads;
  const present = [...shapes.keys()]
    .slice(fixedBins(shapes))
    .filter((cell) => size(cell) > 0)
    .sort((a, b) => size(b) - size(a) || byName(a, b));
  const [large, rest] = [present.slice(0, most - 1), present.slice(most - 1)];
  const single = (cell: number): Unit => ({ cells: [cell], counts: counts[cell]!, rare: false });
  const pooled: Unit[] =
    rest.length < 2
      ? rest.map(single)
      : [{ cells: rest, counts: addCounts(rest.map((cell) => counts[cell]!)), rare: true }];
  const rate = ({ counts: { weightedGoods, weightedBads } }: Unit) =>
    weightedBads / (weightedGoods + weightedBads);
  return [...large.map(single), ...pooled].sort(
    (a, b) => rate(a) - rate(b) || byName(a.cells[0]!, b.cells[0]!),
  );
}
