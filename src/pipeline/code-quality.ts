import { COMPANY_ID } from '../document/contract.js';
import { isCreditPattern } from '../document/credit-code.js';
import type { Engine } from '../engine/engine.js';
import type { IndustryMap } from '../sql/company.js';
import { coverageQueries, creditCodeQuery } from '../sql/quality.js';
import type { QualityOptions } from './company-quality.js';
import { COMPANIES } from './load-companies.js';

/** Credit codes of a column, and those whose last character does not fit the others. */
export interface CreditCodes {
  readonly column: string;
  readonly codes: number;
  readonly failing: number;
  /** Share of the codes, 0..1. */
  readonly share: number;
}

/** How far industry codes reach an industry. */
export interface MapCoverage {
  readonly firms: number;
  /** Firms with a code. */
  readonly coded: number;
  /** Firms whose code maps to an industry, and their share of those with a code. */
  readonly mapped: number;
  readonly share: number;
  /** Codes of three digits among codes that mostly have four, where there are any: a sheet drops the zero that a number begins with. */
  readonly short?: number;
  /** The most frequent codes that map to none. */
  readonly unmapped: readonly { readonly code: string; readonly firms: number }[];
}

/** Columns whose contract says credit codes, and company_id where at least half of the ids look like them. */
export async function creditCodes(
  engine: Engine,
  { columns, present }: QualityOptions,
): Promise<CreditCodes[]> {
  const found: CreditCodes[] = [];
  for (const { name, pattern } of columns) {
    const isDeclared = pattern !== undefined && isCreditPattern(pattern);
    if (!present.has(name) || !(isDeclared || name === COMPANY_ID)) continue;
    const [row] = await engine.rows(creditCodeQuery(COMPANIES, name));
    const [codes, failing] = [Number(row!.shaped), Number(row!.failing)];
    const isMostly = isDeclared || 2 * codes >= Number(row!.present);
    if (codes > 0 && isMostly) found.push({ column: name, codes, failing, share: failing / codes });
  }
  return found;
}

const SHOWN_CODES = 20;

/** How far the industry codes of the loaded table reach the map. */
export async function coverage(engine: Engine, map: IndustryMap): Promise<MapCoverage> {
  const [row] = await engine.rows(coverageQueries.counts(COMPANIES, map));
  const [firms, coded, mapped] = [Number(row!.firms), Number(row!.coded), Number(row!.mapped)];
  const unmapped = (await engine.rows(coverageQueries.unmapped(COMPANIES, map, SHOWN_CODES))).map((each) => ({
    code: String(each.code),
    firms: Number(each.firms),
  }));
  const [short, long] = [Number(row!.short), Number(row!.long)];
  const share = coded === 0 ? 0 : mapped / coded;
  return { firms, coded, mapped, share, ...(short > 0 && short < long && { short }), unmapped };
}
