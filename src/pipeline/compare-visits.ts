import { InputError } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import { type Column, isQuantity } from '../document/column.js';
import type { Company } from '../enterprise/rate-company.js';
import type { Value } from '../ingest/cell.js';
import type { DrawnFirms, SeenValue } from '../ingest/visits.js';
import { crossTable } from '../validation/migration.js';
import { type Estimate, stratifiedMean, stratifiedShare, type Weighted } from '../validation/visits.js';

/** What visits say of one column. */
export interface FieldVisited {
  readonly field: string;
  /** Firms for which it was seen; values that the file lacks count as not the same. */
  readonly seen: number;
  readonly notInFile: number;
  readonly same: Estimate;
  /** |seen − file| / |file| over numbers that are in the file and not 0; null where there is none. */
  readonly relativeError: Estimate | null;
}

interface Firm {
  readonly id: string;
  readonly company: Company;
}

interface Comparing {
  readonly drawn: DrawnFirms;
  readonly columns: ReadonlyMap<string, Column>;
  readonly tierOf: (company: Company) => number | undefined;
}

const TIERS = 15;

/** Holds what was seen against the file, column by column, and the ratings by the one against those by the other. */
export function compareVisits(
  firms: readonly Firm[],
  visits: readonly SeenValue[],
  { drawn, columns, tierOf }: Comparing,
) {
  const weigh = (id: string, value: number | null): Weighted => ({ ...drawn.get(id)!, value });
  const byFirm = groupBy(visits, ({ companyId }) => companyId);
  const moves = firms.flatMap(({ id, company }) => {
    const own = byFirm.get(id)!;
    const before = tierOf(company);
    const after = tierOf({ ...company, ...Object.fromEntries(own.map(({ field, seen }) => [field, seen])) });
    return before === undefined || after === undefined ? [] : [{ id, before, after }];
  });
  if (moves.length === 0)
    throw new InputError('NOBODY_RATED', 'None of the firms of which something was seen can be rated', [
      {
        code: 'NOBODY_RATED',
        column: 'company_id',
        found: `${firms.length} firms with a seen value`,
        expected: 'firms of the company table that can be rated',
      },
    ]);
  const companies = new Map(firms.map(({ id, company }) => [id, company]));
  const byField = groupBy(visits, ({ field }) => field);
  const rated = new Set(moves.map(({ id }) => id));
  return {
    unrated: firms.flatMap(({ id }) => (rated.has(id) ? [] : [id])),
    fields: [...byField.keys()]
      .sort()
      .map((field) => fieldVisited(columns.get(field)!, byField.get(field)!, { companies, weigh })),
    moved: stratifiedShare(moves.map(({ id, before, after }) => weigh(id, before === after ? 0 : 1))),
    tiersMoved: stratifiedMean(moves.map(({ id, before, after }) => weigh(id, after - before))),
    tiers: crossTable(
      moves.map(({ before, after }) => [before, after]),
      TIERS,
    ),
    ratedTiers: weighedTable(moves, drawn),
  };
}

interface Move {
  readonly id: string;
  readonly before: number;
  readonly after: number;
}

/** Moves by tier before and after; each firm counts for the rated firms of its tier over the visited ones of it. */
function weighedTable(moves: readonly Move[], drawn: DrawnFirms): number[][] {
  const table = Array.from({ length: TIERS }, () => new Array<number>(TIERS).fill(0));
  for (const own of groupBy(moves, ({ id }) => drawn.get(id)!.tier).values()) {
    const weight = drawn.get(own[0]!.id)!.tierFirms / own.length;
    for (const { before, after } of own) table[before - 1]![after - 1]! += weight;
  }
  return table;
}

function fieldVisited(
  column: Column,
  visits: readonly SeenValue[],
  {
    companies,
    weigh,
  }: {
    readonly companies: ReadonlyMap<string, Company>;
    readonly weigh: (id: string, value: number | null) => Weighted;
  },
): FieldVisited {
  const field = column.name;
  const fileValue = ({ companyId }: SeenValue) => companies.get(companyId)![field] ?? null;
  const errors = visits.map((visit) =>
    weigh(visit.companyId, relativeError(column, fileValue(visit), visit.seen)),
  );
  return {
    field,
    seen: visits.length,
    notInFile: visits.filter((visit) => fileValue(visit) === null).length,
    same: stratifiedShare(
      visits.map((visit) => weigh(visit.companyId, fileValue(visit) === visit.seen ? 1 : 0)),
    ),
    relativeError: errors.every(({ value }) => value === null) ? null : stratifiedMean(errors),
  };
}

/** Null where the file has no other value than 0, or the column no share by which it could be wrong: a yes or no is right or wrong. */
function relativeError(column: Column, file: Value, seen: Value): number | null {
  if (!isQuantity(column) || typeof file !== 'number' || typeof seen !== 'number' || file === 0) return null;
  return Math.abs(seen - file) / Math.abs(file);
}
