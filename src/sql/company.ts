import type { Column } from '../document/column.js';
import { COMPANY_ID, INDUSTRY_CODE } from '../document/contract.js';
import type { IndustryDocument } from '../document/industry-document.js';

import type { ColumnLookup } from './condition.js';
import { call, column, type Expr, find, integer, nullOf } from './expr.js';
import { INDUSTRY_NO } from './own-columns.js';
import { keep, type Stage } from './stage.js';

/** Which industry a code belongs to: the part of an industry document that places firms. */
export interface IndustryMap extends Pick<IndustryDocument, 'prefixes'> {
  readonly industries: readonly { readonly id: string }[];
}

/** What scoring looks up: where firms belong, and what FAST says of each industry. */
export type IndustryLookup = Pick<IndustryDocument, 'prefixes' | 'industries'>;

/** For a study without industries: every firm is outside. */
export const NO_INDUSTRIES: IndustryLookup = { prefixes: [], industries: [] };

/**
 * The first stage of every query over companies: the columns asked for, and the firm's place in the industry document
 * by the longest code prefix that the industry map holds.
 * @param from table or view with the contract's columns
 * @param names columns to pass on, beside the company's id
 * @param industry the industry document
 */
export function companyStage(from: string, names: readonly string[], industry: IndustryMap): Stage {
  const lengths = [...new Set(industry.prefixes.map(({ prefix }) => prefix.length))].sort((a, b) => b - a);
  const places = new Map(industry.industries.map(({ id }, place) => [id, place]));
  const candidates = lengths.map((length) => {
    const entries = industry.prefixes
      .filter(({ prefix }) => prefix.length === length)
      .map(({ prefix, industry: id }) => [prefix, integer(places.get(id)!)] as const);
    return find(call('prefix', column(INDUSTRY_CODE), integer(length)), entries);
  });
  const place: Expr =
    candidates.length > 1 ? call('coalesce', ...candidates) : (candidates[0] ?? nullOf('integer'));
  return {
    name: 's1_company',
    from,
    columns: [...new Set([...names, COMPANY_ID])].map(keep).concat([[INDUSTRY_NO, place]]),
  };
}

/** Finds contract columns by name for conditions and features. */
export function contractLookup(columns: readonly Column[]): ColumnLookup {
  const types = new Map(columns.map((entry) => [entry.name, entry.type]));
  return (name) => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`column ${name} is not in the contract`);
    const kind = type === 'date' ? 'date' : ['text', 'code', 'category'].includes(type) ? 'text' : 'number';
    return { expr: column(name), type: kind };
  };
}
