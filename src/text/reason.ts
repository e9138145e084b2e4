import type { BinLimits } from '../document/bin.js';
import type { Column } from '../document/column.js';
import type { EnterpriseDocument, ScoredFeature } from '../document/enterprise-document.js';
import { type Feature, isWhole } from '../document/feature.js';
import { marks } from './marks.js';
import { type Look, numberWriter } from './number.js';

/** The languages of reasons, reports and target lists. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

const words = {
  en: {
    missing: 'not known',
    special: 'special case',
    other: 'others',
    from: 'from ',
    below: 'below ',
    any: 'any value',
    yes: 'yes',
    no: 'no',
  },
  zh: {
    missing: '缺失',
    special: '特殊情形',
    other: '其他',
    from: '不低于',
    below: '低于',
    any: '任意',
    yes: '是',
    no: '否',
  },
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
  const beside = besideOf(scored, document);
  return `${scored.feature.name[language]}${marks[language].is}${binText(bin, scored.feature.kind, language, beside)}`;
}

/** What is read beside a text. */
export interface Beside {
  /** The bins of the same feature. Default: none but the bin itself. */
  readonly bins?: readonly BinLimits[];
  /** Whether values are whole: from 1 below 2 is 1. Default false. */
  readonly whole?: boolean;
  /** What stands behind a value: a code of currency or a percent sign, which read alike in every language. Default: nothing. */
  readonly unit?: string | undefined;
}

/** What is read beside texts of a feature. */
export const besideOf = (
  { feature, bins }: Pick<ScoredFeature, 'feature' | 'bins'>,
  { inputs }: Pick<EnterpriseDocument, 'inputs'>,
): Beside => ({ bins, whole: isWhole(feature, inputs), unit: signOf(feature, inputs) });

const SIGN = /^([A-Z]{3}|%)$/;

/** The unit of a feature that is a column as it stands, where it is a sign. */
function signOf(feature: Feature, columns: readonly Column[]): string | undefined {
  const [term, ...more] = feature.kind === 'sum' ? feature.terms : [];
  if (term === undefined || more.length > 0 || term.times !== 1) return undefined;
  const unit = columns.find(({ name }) => name === term.column)?.unit;
  return unit !== undefined && SIGN.test(unit) ? unit : undefined;
}

/**
 * A bin in words: its limits, its categories, yes or no, or that the value is missing. Limits of the bins beside it that differ read
 * differently.
 */
export function binText(
  bin: BinLimits,
  kind: Feature['kind'],
  language: Language,
  { bins = [bin], whole = false }: Beside = {},
): string {
  const say = words[language];
  if (kind === 'flag' && bin.kind === 'range') return flagText(bin, say);
  switch (bin.kind) {
    case 'missing':
      return say.missing;
    case 'special':
      return `${say.special} ${bin.code}`;
    case 'group':
      return [...bin.values, ...(bin.unseen ? [say.other] : [])].join(marks[language].list);
    case 'range': {
      const short = numberWriter(limitsOf(bins), lookOf);
      if (whole && Number.isInteger(bin.lo) && bin.lo !== null && bin.hi === bin.lo + 1) return short(bin.lo);
      const limits = [
        bin.lo === null ? undefined : `${say.from}${short(bin.lo)}`,
        bin.hi === null ? undefined : `${say.below}${short(bin.hi)}`,
      ].filter((part) => part !== undefined);
      return limits.length === 0 ? say.any : limits.join(language === 'zh' ? '且' : ' ');
    }
  }
}

/** A feature's value as people read it; text of a category, yes or no of a flag, `not known` when missing. */
export function valueText(
  value: number | string | null,
  kind: Feature['kind'],
  language: Language,
  { bins = [], unit }: Beside = {},
): string {
  const say = words[language];
  if (value === null) return say.missing;
  if (typeof value === 'string') return value;
  if (kind === 'flag') return value === 1 ? say.yes : say.no;
  const number = numberWriter([value, ...limitsOf(bins)], lookOf)(value);
  return unit === undefined ? number : `${number} ${unit}`;
}

/** A flag is 0 or 1: a bin that holds one of them is yes or no. */
function flagText(
  { lo, hi }: { readonly lo: number | null; readonly hi: number | null },
  say: (typeof words)[Language],
): string {
  const [holdsNo, holdsYes] = [lo === null || lo <= 0, hi === null || hi > 1];
  return holdsNo === holdsYes ? say.any : holdsYes ? say.yes : say.no;
}

const limitsOf = (bins: readonly BinLimits[]): number[] =>
  bins.flatMap((bin) => (bin.kind === 'range' ? [bin.lo, bin.hi] : [])).filter((limit) => limit !== null);

/** A number as people read it: at most two decimals from a thousand on, otherwise four significant digits. */
const lookOf = (value: number): Look =>
  Math.abs(value) >= 1000 ? { decimals: 2, digits: 1 } : { digits: 4 };
