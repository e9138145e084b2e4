import type { Language } from './reason.js';

/** Documents and results have their status in English words; NO POWER is a test that could not have found anything. */
const CHINESE: Readonly<Record<string, string>> = {
  draft: '草稿',
  approved: '已批准',
  retired: '已停用',
  pass: '通过',
  watch: '关注',
  fail: '不通过',
  'NO POWER': '检验功效不足',
};

/** A status in the words of a language. */
export const statusText = (status: string, language: Language): string =>
  language === 'zh' ? (CHINESE[status] ?? status) : status;
