/** Heads of decisions and of watched loans in Chinese, beside those of a target list. */
export const answerHeads: Readonly<Record<string, string>> = {
  application_id: '申请编号',
  outcome: '审批结论',
  granted_amount: '批准金额',
  winner: '采用额度',
  reasons: '原因',
  seq: '记录序号',
  hash: '记录哈希',
  loan_id: '贷款编号',
  as_of: '数据日期',
  line: '授信额度',
  drawn: '用信余额',
  overdue_days: '逾期天数',
  action: '处置',
  line_today: '按现有数据测算额度',
};

/** What is decided of an application, and done about a granted line, in Chinese; `decide` and `watch` name both by these codes. */
const words: Readonly<Record<string, string>> = {
  approve: '批准',
  manual: '转人工',
  offline: '转线下审批',
  reject: '拒绝',
  keep: '维持',
  cut: '压降额度',
  freeze: '冻结未用额度',
  collect: '催收',
  pre: '预授信额度',
  rich: '补充数据测算额度',
};

/** An outcome, an action or the line that won, in Chinese; any other code as it is. */
export const outcomeZh = (code: string): string => words[code] ?? code;
