import type { Policy } from '../document/policy.js';
import type { Language } from './reason.js';
import { wordingIn } from './wording.js';

/**
 * What a rate on a list is: indicative, simple, a year, beside its reference rate with the day.
 * @param rate the policy's rate section
 * @param language en or zh
 */
export function rateBasis({ reference }: Policy['rate'], language: Language): string {
  const { rateBp, date } = reference;
  const name = wordingIn(reference.name, language);
  const percent = `${(rateBp / 100).toFixed(2)} %`;
  return language === 'zh'
    ? `参考利率（年化单利）；${name} ${percent}（${date}）`
    : `indicative; simple rate a year; ${name} ${percent} of ${date}`;
}
