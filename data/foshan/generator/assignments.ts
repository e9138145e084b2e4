import { towns } from './towns.js';

const surnames = [...'陈梁李黄何张罗黎冯叶林周关潘邓卢'];

/** assignments.csv: a branch for each town, a manager for each branch, and specialists for two industries of two districts. */
export function assignmentRows() {
  const special = [
    ['狮山镇', 'intelligent_equipment', '狮山科技支行', '例科一'],
    ['石湾镇街道', 'ceramics', '石湾陶瓷支行', '例陶一'],
  ] as const;
  return [
    ...special.map(([town, industry_id, branch, manager]) => ({ town, industry_id, branch, manager })),
    ...towns.map(({ name, suffix }, i) => ({
      town: `${name}${suffix}`,
      industry_id: '',
      branch: `${name}支行`,
      manager: `${surnames[i % surnames.length]}例${String(i + 1).padStart(2, '0')}`,
    })),
  ];
}
