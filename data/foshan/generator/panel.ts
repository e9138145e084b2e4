import { random } from '../../../src/core/random.js';

/** Departments with their weights: .3 .25 .2 .15 .1. */
export const departments = [
  { department: '信贷审批部', weight: 0.3 },
  { department: '授信管理部', weight: 0.25 },
  { department: '公司金融部', weight: 0.2 },
  { department: '普惠金融部', weight: 0.15 },
  { department: '外部专家', weight: 0.1 },
];

/** Made-up experts: heads of a department weigh more than its analysts. */
export const experts = [
  { expert: '陈例一', department: '信贷审批部', post: '部门总经理', weight: 1.5 },
  { expert: '梁例二', department: '信贷审批部', post: '审批专员', weight: 1 },
  { expert: '黄例三', department: '授信管理部', post: '部门总经理', weight: 1.5 },
  { expert: '何例四', department: '授信管理部', post: '风险经理', weight: 1 },
  { expert: '罗例五', department: '公司金融部', post: '部门副总经理', weight: 1.3 },
  { expert: '冯例六', department: '公司金融部', post: '产业研究员', weight: 1 },
  { expert: '林例七', department: '普惠金融部', post: '部门总经理', weight: 1.5 },
  { expert: '周例八', department: '普惠金融部', post: '客户经理', weight: 1 },
  { expert: '潘例九', department: '外部专家', post: '行业协会秘书长', weight: 1 },
  { expert: '邓例十', department: '外部专家', post: '高校教授', weight: 1 },
];

/** What the panel roughly thinks: importance of each item under its node. */
const nodes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  fast: { future: 0.35, advantage: 0.27, scale: 0.16, technology: 0.22 },
  future: { policy_support: 0.5, output_growth: 0.5 },
  advantage: { profit_margin: 0.36, location_quotient: 0.3, overlap: 0.22, energy_intensity: 0.12 },
  scale: { gross_output: 0.65, jobs: 0.35 },
  technology: { rd_intensity: 0.4, patent_density: 0.3, new_products: 0.3 },
};

/** What the panel roughly thinks of the Big Dipper's seven dimensions. */
const ratingNodes: typeof nodes = {
  rating: {
    size: 0.12,
    capital: 0.09,
    operation: 0.24,
    innovation: 0.11,
    growth: 0.13,
    risk: 0.22,
    industry: 0.09,
  },
};

/** One unit of an expert's own mind, in natural log. */
const SPREAD = 0.32;
const GAP_SHARE = 0.05;

/** judgements.csv: pairwise comparisons for FAST. */
export const judgementRows = (seed: number) => rowsOf(nodes, seed);

/** rating-judgements.csv: pairwise comparisons of the rating's dimensions. */
export const ratingJudgementRows = (seed: number) => rowsOf(ratingNodes, seed + RATING_STREAM);

/** Keeps the draws of the two files apart. */
const RATING_STREAM = 1000;

/** Each expert's ratios, off the common view by a seeded error and put on Saaty's scale; a few gaps. */
function rowsOf(judged: typeof nodes, seed: number) {
  return experts.flatMap(({ expert }, place) => {
    const { normal, uniform } = random(seed, -1 - place);
    return Object.entries(judged).flatMap(([node, items]) => {
      const own = Object.entries(items).map(
        ([id, weight]) => [id, weight * Math.exp(SPREAD * normal())] as const,
      );
      const canSkip = own.length > 3;
      return own.flatMap(([left, a], i) =>
        own.slice(i + 1).map(([right, b]) => {
          const value = onScale((a / b) * Math.exp(0.12 * normal()));
          const skipped = canSkip && uniform() < GAP_SHARE;
          return {
            expert,
            node,
            left,
            right,
            value: skipped ? '' : value,
            comment: skipped ? '未作判断' : '',
          };
        }),
      );
    });
  });
}

/** The nearest step of 1/9 .. 9, as people write it. */
function onScale(ratio: number): string {
  const step = (value: number) => Math.min(9, Math.max(1, Math.round(value)));
  return ratio >= 1 ? String(step(ratio)) : step(1 / ratio) === 1 ? '1' : `1/${step(1 / ratio)}`;
}
