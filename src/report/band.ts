import { colours } from './chart.js';

/** An interval at a place of the other axis: its number, or the number of its category. */
export type Interval = readonly [at: number, low: number, high: number];

/** What the drawing library hands to a series that draws itself. */
interface Places {
  value(i: number): number;
  coord(point: readonly number[]): readonly number[];
}

/**
 * Intervals as thin lines with ticks at their ends.
 * @param data the intervals
 * @param colour of the lines
 * @param way upright over a horizontal axis, or across beside a vertical one
 */
export function band(
  data: readonly Interval[],
  colour: string = colours.quiet,
  way: 'upright' | 'across' = 'upright',
) {
  const isUpright = way === 'upright';
  const style = { stroke: colour, lineWidth: 1.5 };
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    type: 'line' as const,
    shape: { x1, y1, x2, y2 },
    style,
  });
  return {
    type: 'custom' as const,
    z: 5,
    clip: true,
    data: data.map((row) => [...row]),
    encode: isUpright ? { x: 0, y: [1, 2] } : { x: [1, 2], y: 0 },
    renderItem: (_params: unknown, given: unknown) => {
      const places = given as Places;
      const at = (i: number) =>
        places.coord(
          isUpright ? [places.value(0), places.value(i)] : [places.value(i), places.value(0)],
        ) as readonly [number, number];
      const [[x1, y1], [x2, y2]] = [at(1), at(2)];
      const [dx, dy] = isUpright ? [4, 0] : [0, 4];
      const ticks = [
        [x1, y1],
        [x2, y2],
      ].map(([x, y]) => line(x! - dx, y! - dy, x! + dx, y! + dy));
      return { type: 'group' as const, children: [line(x1, y1, x2, y2), ...ticks] };
    },
  };
}
