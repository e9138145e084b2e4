import type { Column } from '../document/column.js';
import { companyAliases } from './company-aliases.js';

/**
 * Other names that a column is known by in registers, tax and credit systems, Chinese and English. They are proposed by
 * `dipper check`, never applied unasked. Compared without case, spaces, punctuation and what stands in brackets.
 */
export const columnAliases: Readonly<Record<string, readonly string[]>> = {
  ...companyAliases,
  industry_id: ['产业', '产业编号', '产业代码', '所属产业', 'industry'],
  name_zh: ['中文名称', '产业名称', '产品中文名', 'chinese name'],
  year: ['年份', '年度', '统计年度'],
  indicator: ['指标', '指标名称'],
  value: ['值', '取值', '数值', '判断值', '标度', '比较值', 'judgement', 'ratio'],
  gbt_code: ['国标行业代码', '国民经济行业代码', '行业代码', 'industry code'],
  product: ['产品', '产品名称', 'product name'],
  parent: ['上级产品', '上级', 'parent product'],
  upstream_of: ['下游产品', '用于', 'goes into'],
  role: ['主次', '关系'],
  share: ['占比', '比例', '份额', 'percentage'],
  expert: ['专家', '专家姓名', '专家编号', 'respondent', 'judge'],
  department: ['部门', '所在部门', 'division'],
  post: ['岗位', '职务', '职位', 'position'],
  weight: ['权重', 'weighting'],
  node: ['节点', '上级指标', '准则', 'criterion'],
  left: ['左', '左项', '指标一', '甲', 'item 1'],
  right: ['右', '右项', '指标二', '乙', 'item 2'],
  comment: ['备注', '说明', 'note', 'remark'],
  branch: ['支行', '所属支行', '机构'],
  manager: ['客户经理', '管户经理', 'relationship manager'],
  invoice_no: ['发票号码', '发票号', '发票代码', 'invoice number'],
  issued_on: ['开票日期', '开票时间', 'invoice date', 'issue date'],
  counterparty_id: ['对方税号', '交易对手', '购销方代码', 'counterparty'],
  direction: ['进销项', '方向', '发票类型'],
  amount: ['金额', '不含税金额', 'net amount'],
  tax: ['税额', 'vat'],
  status: ['状态', '发票状态', '结果'],
  from_industry: ['流出产业', '来源产业'],
  to_industry: ['流入产业', '去向产业'],
  reason: ['理由', '原因'],
  author: ['提出人', '经办人'],
  approver: ['审批人', '复核人'],
  expires_on: ['到期日', '失效日期', 'expiry', 'valid until'],
  from_tier: ['原等级', '调整前等级'],
  to_tier: ['新等级', '调整后等级'],
};

/** A header as aliases are compared: no case, no bracketed part, no spaces or punctuation. */
export function aliasKey(header: string): string {
  const bare = header.normalize('NFKC').replace(/[([{【〔].*?[)\]}】〕]/gu, '');
  return bare.toLowerCase().replace(/[^\p{L}\p{N}&]/gu, '');
}

/** Alias key → column: by its name, its other names here, and what its contract says that it means, in both languages. */
export function aliasIndex(columns: readonly Column[]): ReadonlyMap<string, string> {
  return new Map(
    columns.flatMap(({ name, meaning }) => {
      const meanings = meaning === undefined ? [] : [meaning.en, meaning.zh];
      return [name, ...(Object.hasOwn(columnAliases, name) ? columnAliases[name]! : []), ...meanings].map(
        (alias) => [aliasKey(alias), name] as const,
      );
    }),
  );
}
