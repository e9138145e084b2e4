import type { Language } from './reason.js';

/** Who set a tier by hand. */
export interface SetBy {
  readonly author: string;
  readonly approver: string | null;
  readonly reason: string;
  readonly until: string;
}

/** The words of a company sheet. */
export const sheetWords = {
  en: {
    synthetic: 'Synthetic data: no real enterprise stands behind these figures.',
    draft: 'Made by documents that are not approved',
    thin: 'Too little is known to rate the firm',
    tier: 'Tier',
    score: 'Score',
    pd: 'Probability of default',
    fast: 'FAST of its industry',
    ranked: (score: string, rank: number) => `${score} (rank ${rank})`,
    line: 'Pre-approved line',
    rate: 'Indicative rate',
    noLine: 'none',
    outside: 'outside the industry map',
    asOf: 'as of',
    target: 'target industry',
    who: 'Who',
    dimension: 'Dimension',
    firm: 'This firm',
    median: 'Median',
    dimensions: 'Dimensions (0 to 100)',
    besideIndustry: 'Dimensions beside the industry (0 to 100)',
    besideAll: 'Dimensions beside all rated firms (0 to 100)',
    peersOf: (firms: string) => `medians of ${firms} rated firms of the industry`,
    peersOfAll: (firms: string) => `medians of all ${firms} rated firms`,
    against: 'What counts against it',
    for: 'What counts for it',
    reasonHead: ['Feature', 'Value', 'Band', 'Points to the average firm'],
    move: 'What would move it',
    single: 'Each of these alone leads to',
    together: 'All of these together lead to',
    nothing: 'Nothing that the firm itself can change would be enough for',
    moveHead: ['Feature', 'From', 'To', 'Points'],
    missing: 'Data that were missing',
    missingHead: ['What', 'Effect'],
    missingInput: 'counts towards too little known',
    missingFeature: 'takes the points of “not known”',
    fact: 'Fact',
    value: 'Value',
    source: { held: 'held from the run before', override: 'set by hand', model: 'by the model' } as Record<
      string,
      string
    >,
    byScore: (tier: number) => `by the score alone R${tier}`,
    setBy: ({ author, approver, reason, until }: SetBy) =>
      `Set by hand by ${author}${approver === null ? '' : `, approved by ${approver}`}, up to ${until}: ${reason}`,
    distance: (points: number, tier: number, above: number) =>
      `${points} ${points === 1 ? 'point' : 'points'} below R${tier}; ${above} above the floor of R${tier + 1}`,
  },
  zh: {
    synthetic: '合成数据：不对应任何真实企业。',
    draft: '所用文档未经批准',
    thin: '资料过少，不予评级',
    tier: '等级',
    score: '得分',
    pd: '违约概率',
    fast: '所属产业FAST得分',
    ranked: (score: string, rank: number) => `${score}（第${rank}）`,
    line: '预授信额度',
    rate: '参考利率',
    noLine: '无',
    outside: '未纳入产业图谱',
    asOf: '数据日期',
    target: '目标产业',
    who: '企业信息',
    dimension: '维度',
    firm: '本企业',
    median: '中位数',
    dimensions: '各维度得分（0至100）',
    besideIndustry: '各维度得分与同产业比较（0至100）',
    besideAll: '各维度得分与全部评级企业比较（0至100）',
    peersOf: (firms: string) => `同产业${firms}家评级企业的中位数`,
    peersOfAll: (firms: string) => `全部${firms}家评级企业的中位数`,
    against: '扣分项',
    for: '加分项',
    reasonHead: ['指标', '数值', '所在区间', '与平均企业的分差'],
    move: '升级途径',
    single: '以下任一项即可升至',
    together: '以下各项须同时达到，方可升至',
    nothing: '企业自身可改变的项目均不足以升至',
    moveHead: ['指标', '现区间', '目标区间', '加分'],
    missing: '缺失的数据',
    missingHead: ['项目', '影响'],
    missingInput: '计入资料过少的判断',
    missingFeature: '按“缺失”计分',
    fact: '事项',
    value: '内容',
    source: { held: '沿用上次等级', override: '人工调整', model: '模型评定' } as Record<string, string>,
    byScore: (tier: number) => `仅按评分为R${tier}`,
    setBy: ({ author, approver, reason, until }: SetBy) =>
      `人工调整：${author}${approver === null ? '' : `，审批人${approver}`}，有效期至${until}：${reason}`,
    distance: (points: number, tier: number, above: number) =>
      `距R${tier}还差${points}分；高于R${tier + 1}下限${above}分`,
  },
} as const satisfies Record<Language, unknown>;
