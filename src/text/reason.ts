import type { Bin } from '../document/bin.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';

/** A language of reasons, reports and target lists. */
export type Language = 'en' | 'zh';

const words = {
  en: {
    missing: 'not known',
    special: 'special case',
    other: 'others',
    from: 'from',
    below: 'below',
    any: 'any value',
  },
  zh: { missing: '缺失', special: '特殊情形', other: '其他', from: '不低于', below: '低于', any: '任意' },
} as const;

/**
 * A reason code such as `tax_rating#3` in words: the feature's name and its bin.
 * @param code `feature#bin`
 * @param document the enterprise document that the code comes from
 * @param language en or zh
 */
export function reasonText(code: string, document: EnterpriseDocument, language: Language): string {
  const [id, number] = code.split('#');
  const scored = document.features.find(({ feature }) => feature.id === id);
  const bin = scored?.bins[Number(number)];
  if (scored === undefined || bin === undefined) return code;
  const separator = language === 'zh' ? '：' : ': ';
  return `${scored.feature.name[language]}${separator}${binText(bin, language)}`;
}

/** A bin in words: its limits, its categories, or that the value is missing. */
export function binText(bin: Bin, language: Language): string {
  const say = words[language];
  switch (bin.kind) {
    case 'missing':
      return say.missing;
    case 'special':
      return `${say.special} ${bin.code}`;
    case 'group':
      return [...bin.values, ...(bin.unseen ? [say.other] : [])].join(language === 'zh' ? '、' : ', ');
    case 'range': {
      const limits = [
        bin.lo === null ? undefined : `${say.from} ${short(bin.lo)}`,
        bin.hi === null ? undefined : `${say.below} ${short(bin.hi)}`,
      ].filter((part) => part !== undefined);
      return limits.length === 0 ? say.any : limits.join(language === 'zh' ? '且' : ' ');
    }
  }
}

/** A limit as people read it: grouped thousands, at most four significant decimals. */
function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: Math.abs(value) >= 1000 ? 12 : 4 });
}
