type Settled = NonNullable<import('../src/index.js').Explanation['settled']>;
type Override = NonNullable<Settled['override']>;

/** The words of `dipper explain`. */
export const words = {
  en: {
    refused: 'Too thin to rate',
    allowed: (missing: number, most: number, of: number) =>
      `${missing} of ${of} inputs missing, ${most} allowed`,
    held: (tier: number, model: number) =>
      `R${tier} as in the run before: the score alone says R${model}, and is not yet far enough past the cut-off`,
    byHand: (tier: number, model: number, until: string) =>
      `R${tier} set by hand, up to ${until}: the score alone says R${model}`,
    by: ({ author, approver, reason }: Override) =>
      `by ${author}${approver === null ? '' : `, approved by ${approver}`}: ${reason}`,
    stale: (from: number, to: number) =>
      `an override from R${from} to R${to} does not apply: it speaks of another tier`,
    missing: 'Missing inputs',
    distance: (points: number, tier: number) => `${points} ${points === 1 ? 'point' : 'points'} to R${tier}`,
    dimensions: 'Dimensions (0 to 100)',
    against: 'What counts against it (points lost to the average firm)',
    for: 'What counts for it (points above the average firm)',
    move: 'What would move it to the next tier',
    moveScore: 'What would move its score to the next tier',
    none: 'none',
    pd: 'pd',
    nothing: 'nothing that the firm itself can change would be enough',
    single: 'each of these alone',
    together: 'all of these together',
    changed: 'What changed since',
    otherCard: 'another enterprise.json rated it then: its points stand on another scale',
    changeHead: ['feature', 'points then', 'points now', 'change'],
    base: 'base points',
    credit: 'line, rate, gates and its industry beside it: --md or --html; as a run priced it: --run RUN',
    head: ['feature', 'value', 'band', 'points'],
  },
  zh: {
    refused: '数据不足，无法评级',
    allowed: (missing: number, most: number, of: number) => `${of}项中缺${missing}项，至多可缺${most}项`,
    held: (tier: number, model: number) =>
      `沿用上期等级R${tier}：仅按评分为R${model}，但尚未越过分界线足够的分数`,
    byHand: (tier: number, model: number, until: string) =>
      `人工调整为R${tier}，有效期至${until}；仅按评分为R${model}`,
    by: ({ author, approver, reason }: Override) =>
      `调整人${author}${approver === null ? '' : `，审批人${approver}`}：${reason}`,
    stale: (from: number, to: number) => `人工调整（R${from}→R${to}）未生效：企业现等级与其所述不符`,
    missing: '缺失项',
    distance: (points: number, tier: number) => `距R${tier}还差${points}分`,
    dimensions: '各维度得分（0至100）',
    against: '扣分项（与平均企业相比）',
    for: '加分项（与平均企业相比）',
    move: '升至上一等级的途径',
    moveScore: '评分升至上一等级的途径',
    none: '无',
    pd: '违约概率',
    nothing: '企业自身可改变的项目均不足以升级',
    single: '以下任一项即可',
    together: '以下各项须同时达到',
    changed: '与此前相比的变化',
    otherCard: '当时使用另一份enterprise.json：其分数属另一尺度',
    changeHead: ['指标', '当时分数', '现在分数', '变化'],
    base: '基础分',
    credit: '额度、利率、未通过的规则及同业比较：加--md或--html；某次运行的定价：加--run',
    head: ['指标', '数值', '所在区间', '分数'],
  },
} as const;
