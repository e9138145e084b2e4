import type { Bin } from '../document/bin.js';

/** A bin without what only counting can say. */
export type BinShape =
  | { readonly kind: 'missing' }
  | { readonly kind: 'special'; readonly code: number }
  | { readonly kind: 'range'; readonly lo: number | null; readonly hi: number | null }
  | { readonly kind: 'group'; readonly values: readonly string[]; readonly unseen: boolean };

/** How many bins stand before the ranges or groups: missing, and special codes. */
export function fixedBins(shapes: readonly { readonly kind: Bin['kind'] }[]): number {
  return shapes.filter(({ kind }) => kind === 'missing' || kind === 'special').length;
}

/** The categories of a group; none of another kind of bin. */
export function valuesOf(shape: BinShape): readonly string[] {
  return shape.kind === 'group' ? shape.values : [];
}
