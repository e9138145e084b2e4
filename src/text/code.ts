import { flagsOf, type Gate, gatesOf, gatesOfRule } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import { gateText } from './gate.js';
import type { Language } from './reason.js';

/**
 * A code of a decision in words: a rule's own text, or what a built-in gate or flag means.
 * @param code a reason or flag of an application or a granted line
 * @param policy the policy that it comes from
 * @param language en or zh
 */
export function codeText(code: string, policy: Policy, language: Language): string {
  const coded: readonly Pick<Gate, 'code' | 'rule' | 'onMissing'>[] = [
    ...gatesOf(policy),
    ...flagsOf(policy),
    ...(policy.decision?.rules ?? []).flatMap(gatesOfRule),
  ];
  const own = coded.find((each) => each.code === code);
  const days = OVERDUE.exec(code)?.[1];
  return own === undefined && days !== undefined
    ? overdueText(days, language)
    : gateText(own ?? { code }, language);
}

/** Overdue so many days or more, as rules of granted lines name it. */
const OVERDUE = /^OVERDUE_(\d+)$/;

const overdueText = (days: string, language: Language): string =>
  language === 'zh'
    ? `本行贷款逾期${days}天或以上`
    : `Overdue with us for ${days} ${days === '1' ? 'day' : 'days'} or more`;
