import type { Language } from './reason.js';

const words: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  TOTAL: ['Whole portfolio', '组合总额'],
  INDUSTRY: ['Industry', '产业'],
  TOWN: ['Town', '镇街'],
  TIER: ['Tier', '等级'],
  GROUP: ['Group', '集团'],
};

/**
 * A cap of the portfolio in words: its kind, and of which tier.
 * @param cap a kind of cap, or the name that stands on the list for it, e.g. `TIER_R6`
 */
export function capText(cap: string, language: Language): string {
  const [kind, of] = cap.split('_');
  const word = words[kind!]?.[language === 'en' ? 0 : 1] ?? cap;
  return of === undefined ? word : `${word} ${of}`;
}
