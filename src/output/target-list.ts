import { mask } from '../core/mask.js';
import type { Column } from '../document/column.js';
import { COMPANY_ID } from '../document/contract.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { flagsOf, maskText } from '../document/gates.js';
import type { IndustryDocument } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import { REASON_COLUMNS } from '../document/rating-columns.js';
import { LIST_COLUMNS } from '../document/reserved.js';
import { rateBasis } from '../text/rate.js';
import { type Language, reasonText } from '../text/reason.js';
import type { Cell, Table } from './csv.js';

/** Who looks after which firms: by town and industry; an empty cell matches all. */
export interface Assignment {
  readonly town: string | null;
  readonly industryId: string | null;
  readonly branch: string;
  readonly manager: string;
}

/** What the target list is made from. */
export interface TargetListOptions {
  readonly policy: Policy;
  readonly industry: IndustryDocument;
  readonly enterprise: EnterpriseDocument;
  readonly contract: readonly Column[];
  readonly assignments: readonly Assignment[];
  readonly language: Language;
  readonly synthetic: boolean;
  /** The cap of the portfolio that stopped a firm, by company. */
  readonly stoppedBy: ReadonlyMap<string, string>;
  /** Show personal data. Default false: masked. */
  readonly unmasked?: boolean;
}

/** A firm on the list, as the engine gives it, and the last day of its offer as `valid_until`. */
export type TargetRow = Readonly<Record<string, unknown>>;

/**
 * The list for customer managers: who, where, tier, line, rate, and why; personal data masked.
 * @param rows firms on the list, best first
 */
export function targetList(rows: readonly TargetRow[], options: TargetListOptions): Table {
  const { policy, industry, enterprise, language } = options;
  const carried = policy.carry;
  const personal = new Map(
    options.contract.map((column) => [column.name, options.unmasked ? undefined : column.personal]),
  );
  const names = new Map(industry.industries.map((row) => [row.id, row.name[language]]));
  const flags = flagsOf(policy);
  const reasonOf = reasonWriter(enterprise, language);
  const basis = rateBasis(policy.rate, language);
  const toRow = (row: TargetRow): Cell[] => {
    const assignment = assign(row, options.assignments);
    const id = row.industry_id as string | null;
    return [
      row.company_id as string,
      ...carried.map((name) => carriedCell(row[name], personal.get(name))),
      id,
      id === null ? null : (names.get(id) ?? null),
      customer(row, policy),
      assignment?.branch ?? null,
      assignment?.manager ?? null,
      `R${row.tier}`,
      Number(row.line_amount),
      policy.currency,
      Number(row.rate_bp),
      basis,
      row.valid_until as string,
      row.binding as string,
      maskText(Number(row.flags), flags) || null,
      options.stoppedBy.get(row.company_id as string) ?? null,
      ...REASON_COLUMNS.map((name) => reasonOf(row[name])),
      options.synthetic ? 1 : 0,
    ];
  };
  return { columns: targetColumns(carried), rows: rows.map(toRow) };
}

function targetColumns(carried: readonly string[]): string[] {
  return [COMPANY_ID, ...carried, ...LIST_COLUMNS];
}

/** A carried value as people read it; personal texts masked. */
export function carriedCell(value: unknown, personal: Column['personal']): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return personal === undefined ? text : mask(text, personal);
}

/** Reason codes in words; each code is worded once. */
function reasonWriter(enterprise: EnterpriseDocument, language: Language): (code: unknown) => Cell {
  const worded = new Map<unknown, Cell>([[null, null]]);
  return (code) => {
    if (!worded.has(code)) worded.set(code, reasonText(code as string, enterprise, language));
    return worded.get(code) ?? null;
  };
}

function customer(row: TargetRow, { existingCustomer }: Policy): Cell {
  if (existingCustomer === undefined) return null;
  return Number(row[existingCustomer] ?? 0) === 1 ? 'existing' : 'new';
}

/** The most exact assignment that matches: town and industry, then town, then industry, then neither. */
export function assign(
  row: { readonly town?: unknown; readonly industry_id?: unknown },
  assignments: readonly Assignment[],
): Assignment | undefined {
  const fits = assignments.filter(
    ({ town, industryId }) =>
      (town === null || town === row.town) && (industryId === null || industryId === row.industry_id),
  );
  const exactness = ({ town, industryId }: Assignment) =>
    (town === null ? 0 : 2) + (industryId === null ? 0 : 1);
  return fits.reduce<Assignment | undefined>(
    (best, entry) => (best === undefined || exactness(entry) > exactness(best) ? entry : best),
    undefined,
  );
}
