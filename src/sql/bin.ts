import type { Bin } from '../document/bin.js';
import { binary, double, type Expr, integer, isIn, isNull, text, when } from './expr.js';

/**
 * The SQL reading of a feature's bins: the number of the bin a value falls into. Missing first, then special
 * codes, then ranges [lo, hi); a category outside every group goes to the group that takes unseen ones.
 * @param value the feature's value
 * @param bins its bins, in order
 */
export function binExpr(value: Expr, bins: readonly Bin[]): Expr {
  const branches: (readonly [Expr, Expr])[] = [];
  let last = integer(0);
  bins.forEach((bin, number) => {
    const goesTo = integer(number);
    if (bin.kind === 'missing') branches.push([isNull(value), goesTo]);
    else if (bin.kind === 'special') branches.push([binary(value, '=', double(bin.code)), goesTo]);
    else if (bin.kind === 'group') {
      if (bin.unseen) last = goesTo;
      else branches.push([isIn(value, bin.values.map(text)), goesTo]);
    } else if (bin.hi === null) last = goesTo;
    else branches.push([binary(value, '<', double(bin.hi)), goesTo]);
  });
  return when(branches, last);
}
