import { columnsOfCondition } from '../document/condition.js';
import { type Flag, flagsOf, type Gate, gatesOf } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import { type ColumnLookup, conditionExpr } from './condition.js';
import {
  and,
  binary,
  cast,
  column,
  type Expr,
  integer,
  isNull,
  isPresent,
  not,
  oneIf,
  or,
  sumOf,
  when,
} from './expr.js';
import type { Named } from './stage.js';

/** `gates` and `flags` of a firm: a bit for each of gatesOf(policy) and flagsOf(policy), those that it fails and those that mark it. */
export function gateMasks(policy: Policy, lookup: ColumnLookup): Named[] {
  return [
    ['gates', maskOf(gatesOf(policy).map((gate) => gateHits(gate, lookup, policy)))],
    ['flags', maskOf(flagsOf(policy).map((flag) => flagHits(flag, lookup, policy)))],
  ];
}

/** Conditions as bits of one integer, the first as the lowest. */
function maskOf(conditions: readonly Expr[]): Expr {
  const bits = conditions.map((condition, bit) =>
    when([[condition, integer(2n ** BigInt(bit))]], integer(0)),
  );
  return cast(sumOf(bits), 'bigint');
}

function gateHits(gate: Gate, lookup: ColumnLookup, policy: Policy): Expr {
  if (gate.rule !== undefined) {
    const hit = conditionExpr(gate.rule.when, lookup);
    if (gate.onMissing !== true) return hit;
    const missing = or(...columnsOfCondition(gate.rule.when).map((name) => isNull(lookup(name).expr)));
    return and(missing, not(binary(oneIf(hit), '=', integer(1))));
  }
  switch (gate.code) {
    case 'INDUSTRY_OUT':
      return binary(column('is_target'), '=', integer(0));
    case 'NO_REVENUE':
      return isNull(column('revenue'));
    case 'TAX_RATING_UNLISTED':
      return isNull(column('tax_no'));
    default:
      return and(
        isPresent(column('line_amount')),
        binary(column('line_amount'), '<', integer(policy.line.minimum)),
      );
  }
}

function flagHits({ code, rule }: Flag, lookup: ColumnLookup, { line }: Policy): Expr {
  if (rule !== undefined) return conditionExpr(rule.when, lookup);
  if (code === 'RATE_ABOVE_MARKET') return binary(column('above_market'), '=', integer(1));
  return isNull(column(line.debt!.column!));
}
