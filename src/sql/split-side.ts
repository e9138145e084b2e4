import type { Split } from '../document/label-spec.js';
import type { ColumnLookup } from './condition.js';
import { binary, date, double, type Expr, integer, isNull, text, when } from './expr.js';

/** A split that goes by columns of the company table; one by hash goes by `id_hash` alone. */
export type ColumnSplit = Exclude<Split, { by: 'hash' }>;

/** Whether a split goes by columns of the company table. */
export const isColumnSplit = (split: Split): split is ColumnSplit => split.by !== 'hash';

/** The sides of a split; `late` and `empty` are in neither part. */
export const SIDES = { train: 0, test: 1, late: 2, empty: 3 } as const;

/** The column with the side of a row in a split: a number of `SIDES`. */
export const sideColumn = (split: ColumnSplit): string => `side_${split.id.replaceAll('-', '_')}`;

/** The side of a row in a split, a number of `SIDES`; of a row without a value `empty`. */
export function splitSide(split: ColumnSplit, lookup: ColumnLookup): Expr {
  const { expr, type } = lookup(split.column);
  const side = (where: Expr, name: keyof typeof SIDES) => [where, integer(SIDES[name])] as const;
  const from = (day: string) => binary(expr, '>=', date(day));
  const held = (told: string | number) => (type === 'number' ? double(Number(told)) : text(String(told)));
  const sides =
    split.by === 'given'
      ? [side(binary(expr, '=', held(split.test)), 'test')]
      : [
          ...(split.until === undefined ? [] : [side(from(split.until), 'late')]),
          side(from(split.from), 'test'),
        ];
  return when([side(isNull(expr), 'empty'), ...sides], integer(SIDES.train));
}
