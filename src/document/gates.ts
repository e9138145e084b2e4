import type { Outcome, Policy, Rule } from './policy.js';

/** One reason why a firm in the lent-to tiers gets no line. Its place in the list is its bit in the `gates` mask. */
export interface Gate {
  readonly code: string;
  readonly outcome: Outcome;
  /** The rule behind it, and whether it is the rule's missing-data case. */
  readonly rule?: Rule;
  readonly onMissing?: boolean;
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
    ...policy.rules.flatMap((rule): Gate[] => [
      { code: rule.id, outcome: rule.outcome, rule },
      ...(rule.missing === 'ignore'
        ? []
        : [{ code: `${rule.id}_UNKNOWN`, outcome: rule.missing, rule, onMissing: true }]),
    ]),
    { code: 'LINE_BELOW_MIN', outcome: 'reject' },
  ];
}

/** A mask in words: the codes of its gates, separated by `|`. */
export function maskText(mask: number, gates: readonly Gate[]): string {
  return gatesInMask(mask, gates)
    .map(({ code }) => code)
    .join('|');
}

/** The codes of the gates whose bit is set, in order. */
export function gatesInMask(mask: number, gates: readonly Gate[]): Gate[] {
  const bits = BigInt(mask);
  return gates.filter((_gate, bit) => (bits >> BigInt(bit)) & 1n);
}
