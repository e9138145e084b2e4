import { InputError } from '../core/errors.js';
import { groupBy } from '../core/group-by.js';
import { type Column, datedColumns, isQuantity } from '../document/column.js';
import { type Company, companyRater } from '../enterprise/rate-company.js';
import { type DrawnFirms, readVisitSample, readVisits, type SeenValue } from '../ingest/visits.js';
import { givenFile, type Study } from '../study/open-study.js';
import { crossTable } from '../validation/migration.js';
import { type Estimate, stratifiedMean, stratifiedShare, type Weighted } from '../validation/visits.js';
import { openDesk, snapshotColumns } from './firm-desk.js';
import { modelsThere, type RatingModels } from './read-models.js';

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

/** What visits say of the company table and of the ratings made from it; all means stand for the rated firms of the visited tiers. */
export interface Visited {
  readonly drawn: number;
  /** The day of the run that the sample is of, where the study's is another one; null otherwise, and where the sample does not say. */
  readonly sampledOn: string | null;
  readonly visited: number;
  /** Visited firms of which a value was seen; the others say nothing, and are taken to be like those of their tier. */
  readonly seen: number;
  /** Visited firms that the company table no longer has, and those that cannot be rated from it any more. */
  readonly gone: readonly string[];
  readonly unrated: readonly string[];
  readonly fields: readonly FieldVisited[];
  /** Share of firms whose tier moves with the values that were seen, and by how many tiers; above 0 is worse. */
  readonly moved: Estimate;
  readonly tiersMoved: Estimate;
  /** Visited firms by tier from the file (rows R1 to R15) and tier from what was seen. */
  readonly tiers: readonly (readonly number[])[];
  /** The same for the rated firms that they stand for. */
  readonly ratedTiers: readonly (readonly number[])[];
}

/**
 * Reads visits back: how far the company table is right, column by column, and what the ratings would be with what was seen. Both
 * ratings are made by the study's documents of today: the card alone, where there is no more.
 * @param study the study
 * @param files what `dipper sample` wrote, and visits.csv
 * @throws InputError with every problem, NOBODY_RATED; DocumentError as `dipper run`
 */
export async function visitFirms(
  study: Study,
  files: { readonly sample: string; readonly visits: string },
): Promise<Visited> {
  const models = await modelsThere(study);
  const drawn = await readVisitSample(files.sample);
  const file = givenFile(study, 'visits', files.visits);
  const columns = decidingColumns(models, study.asOf);
  const rows = await readVisits(file, drawn, columns);
  const visits = rows.filter(({ seen }) => seen !== null);
  const withValue = new Set(visits.map(({ companyId }) => companyId));
  const ids = [...new Set(rows.map(({ companyId }) => companyId))];
  const desk = await openDesk(study, models, undefined);
  try {
    const found = await desk.firms(ids);
    const { enterprise, industry } = models;
    const rate = companyRater({ enterprise: enterprise.value, industry: industry?.value, asOf: study.asOf });
    const seen = visits.filter(({ companyId }) => found.has(companyId));
    const firms = [...withValue].flatMap((id) => {
      const firm = found.get(id);
      return firm === undefined ? [] : [{ id, company: firm.company }];
    });
    const gone = ids.filter((id) => !found.has(id));
    const sampled = [...drawn.values()][0]?.asOf ?? null;
    const sampledOn = sampled === study.asOf ? null : sampled;
    const counts = { drawn: drawn.size, sampledOn, visited: ids.length, seen: withValue.size, gone };
    return { ...counts, ...compare(firms, seen, { drawn, columns, tierOf: tierBy(rate) }) };
  } finally {
    await desk.close();
  }
}

function decidingColumns(models: RatingModels, asOf: string): ReadonlyMap<string, Column> {
  const names = new Set(snapshotColumns(models));
  return new Map(
    datedColumns(models.contract, asOf)
      .filter(({ name }) => names.has(name))
      .map((column) => [column.name, column]),
  );
}

const tierBy = (rate: ReturnType<typeof companyRater>) => (company: Company) => {
  const { refuseCode, tier } = rate(company);
  return refuseCode === null ? tier : undefined;
};

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

function compare(
  firms: readonly Firm[],
  visits: readonly SeenValue[],
  { drawn, columns, tierOf }: Comparing,
) {
  const weigh = (id: string, value: number): Weighted => ({ ...drawn.get(id)!, value });
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
    readonly weigh: (id: string, value: number) => Weighted;
  },
): FieldVisited {
  const field = column.name;
  const fileValue = ({ companyId }: SeenValue) => companies.get(companyId)![field] ?? null;
  const errors = visits.flatMap((visit) => {
    const [file, seen] = [fileValue(visit), visit.seen];
    // A yes or no is right or wrong, not wrong by a share.
    if (!isQuantity(column) || typeof file !== 'number' || typeof seen !== 'number' || file === 0) return [];
    return [weigh(visit.companyId, Math.abs(seen - file) / Math.abs(file))];
  });
  return {
    field,
    seen: visits.length,
    notInFile: visits.filter((visit) => fileValue(visit) === null).length,
    same: stratifiedShare(
      visits.map((visit) => weigh(visit.companyId, fileValue(visit) === visit.seen ? 1 : 0)),
    ),
    relativeError: errors.length === 0 ? null : stratifiedMean(errors),
  };
}
