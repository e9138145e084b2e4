import type { Problem } from '../core/errors.js';
import { gatesInMask, gatesOf } from '../document/gates.js';
import type { Policy } from '../document/policy.js';
import type { Table } from './csv.js';

/**
 * rejects.csv: every problem of every rejected record.
 * @param problems problems with physical lines
 */
export function rejectTable(problems: readonly Problem[]): Table {
  const rows = problems.map(({ file, line, column, found, code, expected }) => [
    file ?? null,
    line ?? null,
    column ?? null,
    found ?? null,
    code,
    expected ?? null,
  ]);
  return { columns: ['file', 'line', 'column', 'value', 'code', 'expected'], rows };
}

/**
 * gates.csv: the firms of the lent-to tiers that are not on the target list, with every gate they failed.
 * @param rows company_id, industry_id, tier and the mask of failed gates
 * @param policy the policy whose gates they are
 */
export function gateTable(rows: readonly Readonly<Record<string, unknown>>[], policy: Policy): Table {
  const gates = gatesOf(policy);
  const codes = new Map<number, string>();
  const text = (mask: number) => {
    const known = codes.get(mask);
    if (known !== undefined) return known;
    const made = gatesInMask(mask, gates)
      .map(({ code }) => code)
      .join('|');
    codes.set(mask, made);
    return made;
  };
  return {
    columns: ['company_id', 'industry_id', 'tier', 'gates'],
    rows: rows.map((row) => [
      row.company_id as string,
      row.industry_id as string | null,
      `R${row.tier}`,
      text(Number(row.gates)),
    ]),
  };
}
