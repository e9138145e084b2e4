import type { Activity } from './activity.js';

const outside = { industry: null, technology: -1.5, growth: 0, risk: 0, labour: 0, margin: 0.04, size: 0 };

/** Firms outside the studied industries: they are rated without a FAST score. */
export const otherActivities: readonly Activity[] = [
  {
    ...outside,
    share: 150,
    codes:
      '5165:30 5164:22 5132:12 5138:14 5174:16 5179:14 5139:10 5169:12 5121:7 5129:8 5172:7 5193:9 5199:9',
    nouns: ['贸易', '商贸', '供应链', '五金', '建材'],
    size: 0.25,
    margin: 0.022,
    labour: -0.5,
    risk: 0.02,
  },
  {
    ...outside,
    share: 120,
    codes: '5292:28 5211:6 5213:10 5232:14 5251:10 5261:6 5272:8 5283:12 5287:12 5289:8 5263:8 5299:10',
    nouns: ['商行', '百货', '电子商务', '家居用品'],
    size: -0.35,
    margin: 0.03,
    labour: -0.25,
    risk: 0.12,
  },
  {
    ...outside,
    share: 60,
    codes: '5011:12 5012:22 5013:8 4910:10 4920:6 4710:6 4813:6 4899:5 5030:5 4891:6',
    nouns: ['建筑工程', '装饰工程', '安装工程', '市政工程'],
    size: 0.1,
    risk: 0.3,
    labour: 0.2,
  },
  {
    ...outside,
    share: 42,
    codes: '7519:14 7484:8 7492:10 7499:6 7452:5 7481:6 7320:5 7530:4 7520:4 7590:5',
    nouns: ['技术服务', '检测技术', '设计', '科技'],
    margin: 0.065,
    technology: -0.3,
    growth: 0.02,
    size: -0.25,
  },
  {
    ...outside,
    share: 34,
    codes:
      '2032:10 2039:8 2452:4 2439:6 2614:2 2641:8 2682:7 2919:5 3021:6 3039:6 3360:14 3399:14 3482:0 3329:6 3389:10 3752:5 4119:6 4190:5 4330:3',
    nouns: ['五金制品', '木业', '化工', '日用品', '表面处理'],
    size: 0.2,
    technology: -0.4,
    labour: 0.3,
    risk: 0.05,
  },
  {
    ...outside,
    share: 28,
    codes: '7010:4 7020:12 7030:10 7040:12',
    nouns: ['物业管理', '房地产经纪', '置业'],
    margin: 0.07,
    risk: 0.22,
  },
  {
    ...outside,
    share: 27,
    codes: '8040:10 8111:12 8010:5 8052:4 8131:3 8060:3',
    nouns: ['汽车维修', '美容', '家政服务'],
    size: -0.7,
    risk: 0.15,
    labour: 0.2,
  },
  {
    ...outside,
    share: 25,
    codes: '8391:6 8393:6 8310:3 8810:3 8730:2 9011:3 9051:3 8425:4 8491:1',
    nouns: ['文化传播', '教育咨询', '门诊部'],
    size: -0.6,
    margin: 0.05,
    labour: 0.35,
    risk: 0.1,
  },
  {
    ...outside,
    share: 14,
    codes: '0143:3 0411:5 0321:3 0514:2 0141:4 0711:0 7840:4 7820:3',
    nouns: ['农业发展', '水产养殖', '园林绿化'],
    size: -0.3,
    margin: 0.045,
    risk: 0.08,
  },
];
