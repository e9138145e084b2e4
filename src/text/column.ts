import type { Column } from '../document/column.js';
import type { Texts } from '../document/common.js';
import { COMPANY_ID } from '../document/contract.js';
import { ANSWER_COLUMNS } from '../document/reserved.js';

const names: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  company_id: ['Company id', '企业代码'],
  name: ['Name', '企业名称'],
  district: ['District', '区'],
  town: ['Town', '镇街'],
  address: ['Address', '地址'],
  contact_name: ['Contact', '联系人'],
  contact_phone: ['Phone', '电话'],
  industry_id: ['Industry id', '产业编号'],
  industry: ['Industry', '产业'],
  customer: ['Customer', '客户'],
  branch: ['Branch', '支行'],
  manager: ['Manager', '客户经理'],
  tier: ['Tier', '等级'],
  tier_source: ['Tier source', '等级来源'],
  line_amount: ['Line', '额度'],
  currency: ['Currency', '币种'],
  rate_bp: ['Rate, bp', '利率（基点）'],
  rate_basis: ['Basis of the rate', '利率说明'],
  valid_until: ['Valid until', '有效期至'],
  binding_term: ['Bound by', '限制项'],
  flags: ['Flags', '标记'],
  stopped_by: ['Stopped by cap', '受限额限制'],
  reason_1: ['Reason 1', '原因一'],
  reason_2: ['Reason 2', '原因二'],
  reason_3: ['Reason 3', '原因三'],
  synthetic: ['Synthetic data', '合成数据'],
  draft: ['By drafts', '文档未批准'],
  contacted: ['Contacted', '是否已联系'],
  interested: ['Interested', '是否有意向'],
  refused: ['Refused', '是否拒绝'],
  refuse_reason: ['Why refused', '拒绝原因'],
  kind: ['Change', '变动类型'],
  tier_before: ['Tier then', '原等级'],
  tier_now: ['Tier now', '现等级'],
  line_before: ['Line then', '原额度'],
  line_now: ['Line now', '现额度'],
  rate_before: ['Rate then, bp', '原利率（基点）'],
  rate_now: ['Rate now, bp', '现利率（基点）'],
  stopped_before: ['Stopped by cap then', '原受限额限制'],
  stopped_now: ['Stopped by cap now', '现受限额限制'],
  why: ['Why', '原因'],
};

/** The columns by which a list that comes back is read, by their heads in Chinese. */
export const columnOfHead: ReadonlyMap<string, string> = new Map(
  [COMPANY_ID, ...ANSWER_COLUMNS].map((name) => [names[name]![1], name]),
);

/**
 * A column in words: what the contract says that it means, otherwise its head on the target list; one that nobody describes keeps its
 * name.
 * @param columns the contract
 */
export function columnText(name: string, columns: readonly Column[] = []): Texts {
  const meaning = columns.find((column) => column.name === name)?.meaning;
  if (meaning !== undefined) return meaning;
  const [en, zh] = Object.hasOwn(names, name) ? names[name]! : [name, name];
  return { en, zh };
}
