import type { Policy } from '../document/policy.js';
import type { Language } from './reason.js';

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    advance: 'Share of revenue for tier and tax rating',
    debt: 'Room for unsecured debt',
    capacity: 'Working capital for the revenue',
    cap: 'Cap of the tier',
  },
  zh: {
    advance: '按等级与纳税信用的营收比例',
    debt: '无担保负债空间',
    capacity: '营收对应的流动资金需求',
    cap: '等级限额',
  },
};

/**
 * A limit of the line in words: a built-in one, or the text of the rule that caps.
 * @param name a name of `lineTermsOf`
 * @param policy the policy
 * @param language en or zh
 */
export function lineTermText(name: string, { rules }: Pick<Policy, 'rules'>, language: Language): string {
  if (Object.hasOwn(words[language], name)) return words[language][name]!;
  return rules.find(({ id }) => id === name)?.text[language] ?? name;
}
