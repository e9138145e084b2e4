import type { Language } from './reason.js';

/** What stands between the parts of a text, by language. */
export const marks = {
  en: { is: ': ', list: ', ', more: '; ', aside: (text: string) => ` (${text})` },
  zh: { is: '：', list: '、', more: '；', aside: (text: string) => `（${text}）` },
} as const satisfies Record<Language, unknown>;
