import type { Texts } from '../document/common.js';

/** A file of a new study folder, as its README tells it. */
export interface StarterFile {
  /** Path in the new folder. */
  readonly path: string;
  readonly holds: Texts;
  /** What to do with it on the way to a study of one's own. */
  readonly replace: Texts;
}

const own: Texts = { en: 'your own', zh: '换成自己的数据' };
const fitted = (en: string, zh: string): Texts => ({
  en: `written by \`${en}\``,
  zh: `由 \`${zh}\` 写出`,
});
const drop: Texts = {
  en: 'your own, or drop it here and in dipper.json',
  zh: '换成自己的数据，或在此处和 dipper.json 中一并删去',
};

/** Every file of a new study folder but its README, in the order of the work. */
export const starterFiles: readonly StarterFile[] = [
  {
    path: 'dipper.json',
    holds: {
      en: 'the study: date, currency, seed, where everything lies',
      zh: '项目本身：日期、币种、随机种子、各文件位置',
    },
    replace: {
      en: 'study, title, asOf; `synthetic: false` once no made-up data are left',
      zh: 'study、title、asOf；不再含虚构数据后把 synthetic 改为 false',
    },
  },
  {
    path: 'companies.csv',
    holds: {
      en: 'one row a firm; columns as enterprise.spec.json and policy.json declare',
      zh: '每家企业一行；列由 enterprise.spec.json 与 policy.json 声明',
    },
    replace: own,
  },
  {
    path: 'industries.csv',
    holds: { en: 'figures of each industry by year', zh: '各产业分年度的数据' },
    replace: own,
  },
  {
    path: 'industry-map.csv',
    holds: {
      en: 'which GB/T 4754 codes and products belong to which industry',
      zh: 'GB/T 4754 代码、产品与产业的对应',
    },
    replace: own,
  },
  {
    path: 'judgements.csv',
    holds: { en: 'pairwise judgements of the experts on FAST', zh: '专家对 FAST 的两两比较' },
    replace: {
      en: 'what your experts say (`dipper weights --questionnaire`)',
      zh: '换成贵行专家的判断（`dipper weights --questionnaire`）',
    },
  },
  {
    path: 'rating-judgements.csv',
    holds: { en: 'pairwise judgements on the seven dimensions', zh: '专家对评级七个维度的两两比较' },
    replace: {
      en: 'your own, or drop it here, in dipper.json and with `experts` in models/enterprise.spec.json',
      zh: '换成自己的数据，或在此处、dipper.json 以及 models/enterprise.spec.json 的 `experts` 中一并删去',
    },
  },
  { path: 'experts.csv', holds: { en: 'who judged', zh: '参与判断的专家' }, replace: drop },
  { path: 'departments.csv', holds: { en: 'weights of departments', zh: '各部门的权重' }, replace: drop },
  {
    path: 'products.csv',
    holds: { en: 'products and what they go into', zh: '产品及其上下游' },
    replace: drop,
  },
  {
    path: 'company-products.csv',
    holds: { en: 'product tags of firms', zh: '企业的产品标签' },
    replace: drop,
  },
  {
    path: 'assignments.csv',
    holds: { en: 'which branch and manager look after which town', zh: '各镇街对应的支行与客户经理' },
    replace: drop,
  },
  {
    path: 'models/industry.spec.json',
    holds: { en: 'indicators, bounds, targets of FAST', zh: 'FAST 的指标、取值范围与目标产业' },
    replace: { en: 'edit', zh: '修改' },
  },
  {
    path: 'models/enterprise.spec.json',
    holds: {
      en: 'contract of companies.csv, features, label, limits',
      zh: 'companies.csv 的列约定、特征、好坏标签与限值',
    },
    replace: { en: 'edit', zh: '修改' },
  },
  {
    path: 'models/policy.json',
    holds: { en: 'rules, lines, rates', zh: '规则、额度、利率' },
    replace: { en: 'edit; every number in it is an example', zh: '修改；其中每个数字都只是示例' },
  },
  {
    path: 'models/industry.json',
    holds: { en: 'FAST, fitted', zh: '拟合好的 FAST' },
    replace: fitted('dipper industries --fit', 'dipper industries --fit'),
  },
  {
    path: 'models/enterprise.json',
    holds: { en: 'the scorecard and its tiers, trained', zh: '训练好的评分卡与等级' },
    replace: fitted('dipper train', 'dipper train'),
  },
  {
    path: 'models/CHANGELOG.md',
    holds: { en: 'who changed what, and why', zh: '谁改了什么、为什么' },
    replace: { en: 'go on with it', zh: '继续记录' },
  },
];
