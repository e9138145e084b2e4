import type { Gate } from '../document/gates.js';
import type { Language } from './reason.js';

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    INDUSTRY_OUT: 'Industry that the product does not take',
    NO_REVENUE: 'No revenue on file',
    TAX_RATING_UNLISTED: 'Tax rating missing or not listed',
    LINE_BELOW_MIN: 'Line below the smallest one offered',
    unknown: 'not known',
  },
  zh: {
    INDUSTRY_OUT: '不属于本产品的目标产业',
    NO_REVENUE: '无营业收入数据',
    TAX_RATING_UNLISTED: '纳税信用等级缺失或不在列',
    LINE_BELOW_MIN: '额度低于最低授信额',
    unknown: '数据缺失',
  },
};

/**
 * A gate in words: a rule's own text, or what a built-in gate means.
 * @param gate a gate of a policy
 * @param language en or zh
 */
export function gateText({ code, rule, onMissing }: Gate, language: Language): string {
  if (rule === undefined) return words[language][code] ?? code;
  const text = rule.text[language];
  return onMissing ? `${text}${language === 'zh' ? '：' : ': '}${words[language].unknown}` : text;
}
