import { assertWhole } from '../core/assert-option.js';
import { InputError } from '../core/errors.js';
import { RANGES } from '../core/option-ranges.js';
import type { Table } from '../output/csv.js';
import { tierQueries } from '../sql/monitor.js';
import type { Study } from '../study/open-study.js';
import { type RatedFirm, visitSample } from '../validation/visit-sample.js';
import { type OpenRun, openRun } from './open-run.js';
import { sealedRatings } from './sealed-ratings.js';
import { withEngine } from './with-engine.js';

/** What is drawn. */
export interface SampleOptions {
  /** The run: its id, or its folder. */
  readonly run: string;
  /** How many firms. Default 375, as the published validation visited. */
  readonly n?: number;
  /** Default: the study's. */
  readonly seed?: number;
}

/** Firms to visit. */
export interface VisitSample {
  readonly run: string;
  readonly seed: number;
  /** One row a firm, by tier: company_id, tier, firms of the tier, drawn of them, inclusion_ppm. */
  readonly table: Table;
}

/**
 * Draws the firms to visit from a run, by tier, with the probability of inclusion of each.
 * @param study the study of the run
 * @throws InputError USAGE, UNKNOWN_RUN, NOBODY_RATED, SAMPLE_TOO_SMALL when there are more tiers than firms to draw
 */
export async function sampleVisits(
  study: Study,
  { run: name, n = 375, seed = study.seed }: SampleOptions,
): Promise<VisitSample> {
  assertWhole(n, '--n', RANGES.visits);
  assertWhole(seed, '--seed', RANGES.seed);
  const run = await openRun(study, name);
  const firms = await ratedFirms(study, run);
  if (firms.length === 0)
    throw new InputError('NOBODY_RATED', 'A run without rated firms has nobody to visit', [
      {
        code: 'NOBODY_RATED',
        file: 'ratings.parquet',
        found: `no rated firm in run ${run.manifest.run}`,
        expected: 'rated firms',
      },
    ]);
  const tiers = new Set(firms.map(({ tier }) => tier)).size;
  if (n < tiers)
    throw new InputError('SAMPLE_TOO_SMALL', 'The sample cannot hold a firm of every tier', [
      {
        code: 'SAMPLE_TOO_SMALL',
        path: '--n',
        found: String(n),
        expected: `at least ${tiers}, the tiers with firms`,
      },
    ]);
  const rows = visitSample(firms, n, seed).map(({ companyId, tier, firms: of, drawn }) => [
    companyId,
    `R${tier}`,
    of,
    drawn,
    Math.round((1e6 * drawn) / of),
    run.manifest.asOf,
  ]);
  const columns = ['company_id', 'tier', 'tier_firms', 'tier_drawn', 'inclusion_ppm', 'as_of'];
  return { run: run.manifest.run, seed, table: { columns, rows } };
}

async function ratedFirms(study: Study, run: OpenRun): Promise<RatedFirm[]> {
  const rows = await withEngine(study.out, async (engine) =>
    engine.rows(tierQueries.firms(await sealedRatings(engine, run))),
  );
  return rows.map(({ company_id: id, tier }) => ({ companyId: String(id), tier: Number(tier) }));
}
