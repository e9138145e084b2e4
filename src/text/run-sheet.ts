import type { Language } from './reason.js';
import type { SetBy } from './sheet.js';

/** An override of a firm that was not its tier. */
export interface NotApplied extends SetBy {
  readonly fromTier: number;
  readonly toTier: number;
  /** expired, stale or not_rated. */
  readonly outcome: string;
  /** The tier that the run gave the firm; null where it is not rated. */
  readonly tier: number | null;
}

/** The words of the sheet of a firm of an earlier run, beside those of any sheet. */
export const runSheetWords = {
  en: {
    run: (id: string) => `as run ${id} rated it`,
    features: 'Every feature of the card',
    featuresNote: (base: number, raw: number) =>
      `a run keeps the band, not the value; base points ${base}, with the points of all features ${raw}`,
    featureHead: ['Feature', 'Dimension', 'Band', 'Points', 'To the average firm'],
    documents: 'Documents that decided',
    documentHead: ['Document', 'Fingerprint', 'Status', 'Approved by', 'Valid from'],
    missing: (missing: number, of: number) => `${missing} of ${of} inputs that must not lack`,
    thin: (most: number, of: number) => `More than ${most} of ${of} inputs that must not lack were missing.`,
    reasonHead: ['Feature', 'Band', 'Points to the average firm'],
    overridesFile: (file: string, sha256: string) =>
      `Set by hand: who set it and why stands in ${file} with the SHA-256 ${sha256}, which the run read and does not keep.`,
    notApplied: ({ fromTier, toTier, author, approver, reason, until }: NotApplied, why: string) =>
      `An override from R${fromTier} to R${toTier} by ${author}${approver === null ? '' : `, approved by ${approver}`}, up to ${until} (${reason}) did not apply: ${why}`,
    why: {
      expired: () => 'past its last day',
      stale: (tier: number | null) => `the firm stood in R${tier}`,
      not_rated: () => 'the firm was not rated',
    } as Record<string, (tier: number | null) => string>,
  },
  zh: {
    run: (id: string) => `按运行${id}的评级`,
    features: '评分卡的全部指标',
    featuresNote: (base: number, raw: number) =>
      `运行只保存所在区间，不保存数值；基础分${base}，加全部指标分数得${raw}`,
    featureHead: ['指标', '维度', '所在区间', '分数', '与平均企业的分差'],
    documents: '起决定作用的文档',
    documentHead: ['文档', '指纹', '状态', '批准人', '生效日期'],
    missing: (missing: number, of: number) => `必要数据${of}项中的${missing}项`,
    thin: (most: number, of: number) => `必要数据${of}项中缺失超过${most}项。`,
    reasonHead: ['指标', '所在区间', '与平均企业的分差'],
    overridesFile: (file: string, sha256: string) =>
      `人工调整：调整人与原因见本次运行读取而未保存的${file}（SHA-256为${sha256}）。`,
    notApplied: ({ fromTier, toTier, author, approver, reason, until }: NotApplied, why: string) =>
      `人工调整R${fromTier}→R${toTier}（${author}${approver === null ? '' : `，审批人${approver}`}，有效期至${until}：${reason}）未生效：${why}`,
    why: {
      expired: () => '已过有效期',
      stale: (tier: number | null) => `企业当时为R${tier}`,
      not_rated: () => '企业未予评级',
    } as Record<string, (tier: number | null) => string>,
  },
} as const satisfies Record<Language, unknown>;
