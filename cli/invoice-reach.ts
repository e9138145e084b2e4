import { plain } from './print.js';

/** Says which columns look further back than the invoices reach. */
export function reachText({
  first,
  early,
}: {
  readonly first: string;
  readonly early: readonly { readonly column: string; readonly from: string }[];
}): string {
  const columns = early.map(({ column, from }) => `${plain(column)} (from ${from})`).join(', ');
  return `  invoices begin on ${first}; further back reach ${columns}: of firms that sold before, too little is counted, and growth comes out too high`;
}
