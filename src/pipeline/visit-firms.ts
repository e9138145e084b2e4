import { type Column, datedColumns } from '../document/column.js';
import { type Company, companyRater } from '../enterprise/rate-company.js';
import { readVisitSample, readVisits } from '../ingest/visits.js';
import { givenFile, type Study } from '../study/open-study.js';
import type { Estimate } from '../validation/visits.js';
import { compareVisits, type FieldVisited } from './compare-visits.js';
import { openDesk, snapshotColumns } from './firm-desk.js';
import { modelsThere, type RatingModels } from './read-models.js';

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
    return { ...counts, ...compareVisits(firms, seen, { drawn, columns, tierOf: tierBy(rate) }) };
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
