import type { Policy } from './policy.js';
import type { Outcome, Rule } from './rule.js';

/** One reason why a firm in the lent-to tiers gets no line. Its place in the list is its bit in the `gates` mask. */
export interface Gate {
  readonly code: string;
  readonly outcome: Outcome;
  /** The rule behind it, and whether it is the rule's missing-data case. */
  readonly rule?: Rule;
  readonly onMissing?: boolean;
}

/** Something that is marked on a firm without stopping it. Its place in the list is its bit in the `flags` mask. */
export interface Flag {
  readonly code: string;
  /** The rule behind it; undefined for a built-in one. */
  readonly rule?: Rule;
}

/**
 * The gates of a policy, in order: industry, revenue, tax rating, the rules, the smallest line.
 * @param policy the policy
 */
export function gatesOf(policy: Policy): readonly Gate[] {
  return [
    { code: 'INDUSTRY_OUT', outcome: 'reject' },
    { code: 'NO_REVENUE', outcome: 'manual' },
    ...(policy.tax === undefined ? [] : [{ code: 'TAX_RATING_UNLISTED', outcome: 'manual' as const }]),
    ...policy.rules.flatMap(gatesOfRule),
    { code: 'LINE_BELOW_MIN', outcome: 'reject' },
  ];
}

/** The gates of one rule: its outcome, and what missing data mean. A rule with an effect has the second only. */
export function gatesOfRule(rule: Rule): Gate[] {
  const { id, outcome, missing } = rule;
  return [
    ...(outcome === 'cap' || outcome === 'flag' ? [] : [{ code: id, outcome, rule }]),
    ...(missing === 'ignore'
      ? []
      : [{ code: `${id}_UNKNOWN`, outcome: missing, rule, onMissing: true as const }]),
  ];
}

/** The flags of a policy, in order: debt that was not seen, a rate above the market's, the rules with an effect. */
export function flagsOf({ line, rate, rules }: Policy): readonly Flag[] {
  return [
    ...(line.debt?.column === undefined ? [] : [{ code: 'DEBT_NOT_SEEN' }]),
    ...(rate.market === undefined ? [] : [{ code: 'RATE_ABOVE_MARKET' }]),
    ...rules
      .filter(({ outcome }) => outcome === 'cap' || outcome === 'flag')
      .map((rule) => ({ code: rule.id, rule })),
  ];
}

/** The limits of a line, in the order in which the first of equals binds. */
export function lineTermsOf({ line, rules }: Policy): readonly string[] {
  return [
    'advance',
    ...(line.debt === undefined ? [] : ['debt']),
    ...(line.capacity === undefined ? [] : ['capacity']),
    'cap',
    ...rules.filter(({ outcome }) => outcome === 'cap').map(({ id }) => id),
  ];
}

/** A mask in words: the codes of its gates or flags, separated by `|`. */
export function maskText(mask: number, coded: readonly { readonly code: string }[]): string {
  return codesInMask(mask, coded)
    .map(({ code }) => code)
    .join('|');
}

/** The gates or flags whose bit is set, in order. */
export function codesInMask<T>(mask: number, coded: readonly T[]): T[] {
  const bits = BigInt(mask);
  return coded.filter((_entry, bit) => (bits >> BigInt(bit)) & 1n);
}
