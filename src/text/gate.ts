import type { Gate } from '../document/gates.js';
import { marks } from './marks.js';
import type { Language } from './reason.js';

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    INDUSTRY_OUT: 'Industry that the product does not take',
    NO_REVENUE: 'No revenue on file',
    TAX_RATING_UNLISTED: 'Tax rating missing or not listed',
    LINE_BELOW_MIN: 'Line below the smallest one offered',
    UNKNOWN_COMPANY: 'Firm not in the company table',
    NOT_IN_RUN: 'Not in the company table, or its record was rejected',
    THIN_FILE: 'Too little is known to rate the firm',
    COLLATERAL: 'Collateral offered: offline approval',
    TIER_OUT: 'Tier outside those lent to',
    SET_BY_HAND: 'Tier set by a person',
    NO_OFFER: 'Not on the target list of this run',
    DEBT_UNKNOWN: 'Unsecured debt elsewhere not seen',
    RICHER_LINE_LOW: 'Line by richer data far below the pre-approved one',
    SECOND_REVIEW: 'Line needs a second pair of eyes',
    REQUEST_BELOW_MIN: 'Less asked for than the smallest line',
    DEBT_NOT_SEEN: 'Unsecured debt elsewhere taken as 0: not seen',
    RATE_ABOVE_MARKET: 'Price floor above the market rate',
    OFFER_EXPIRED: 'Offer expired: computed again',
    STOPPED_BY_CAP: 'A cap of the portfolio had no room for it on the list',
    NO_CONSENT: 'Richer data left aside: no valid authorisation',
    OVERDUE: 'Overdue with us',
    LOWER_LINE: 'Line that the firm would get today is lower',
    OVER_LINE: 'More drawn than the line',
    LINE_UNKNOWN: 'Line cannot be computed today',
    unknown: 'not known',
  },
  zh: {
    INDUSTRY_OUT: '不属于本产品的目标产业',
    NO_REVENUE: '无营业收入数据',
    TAX_RATING_UNLISTED: '纳税信用等级缺失或不在列',
    LINE_BELOW_MIN: '额度低于最低授信额',
    UNKNOWN_COMPANY: '企业不在企业表中',
    NOT_IN_RUN: '不在企业表中，或其记录被拒收',
    THIN_FILE: '数据不足，无法评级',
    COLLATERAL: '提供抵质押：转线下审批',
    TIER_OUT: '等级不在准入范围',
    SET_BY_HAND: '等级由人工设定',
    NO_OFFER: '不在本次运行的预授信名单中',
    DEBT_UNKNOWN: '他行无担保负债未知',
    RICHER_LINE_LOW: '补充数据测算额度明显低于预授信额度',
    SECOND_REVIEW: '额度需双人复核',
    REQUEST_BELOW_MIN: '申请金额低于最低授信额',
    DEBT_NOT_SEEN: '他行无担保负债未见，按0计',
    RATE_ABOVE_MARKET: '成本底价高于市场利率',
    OFFER_EXPIRED: '预授信已过期，重新测算',
    STOPPED_BY_CAP: '名单的组合限额已无余地',
    NO_CONSENT: '补充数据未获有效授权，不予采用',
    OVERDUE: '本行贷款逾期',
    LOWER_LINE: '按现有数据测算额度低于现额度',
    OVER_LINE: '用信余额超过授信额度',
    LINE_UNKNOWN: '目前无法测算额度',
    unknown: '数据缺失',
  },
};

/**
 * A gate in words: a rule's own text, or what a built-in gate means.
 * @param gate a gate of a policy
 * @param language en or zh
 */
export function gateText(
  { code, rule, onMissing }: Pick<Gate, 'code' | 'rule' | 'onMissing'>,
  language: Language,
): string {
  if (rule === undefined) return words[language][code] ?? code;
  const text = rule.text[language];
  return onMissing ? `${text}${marks[language].is}${words[language].unknown}` : text;
}
