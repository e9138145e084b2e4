import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import { type Review, readReviews } from '../ingest/reviews.js';
import { tierQueries } from '../sql/monitor.js';
import { givenFile, type Study } from '../study/open-study.js';
import { type ReviewAgreement, reviewAgreement } from '../validation/reviews.js';
import { type OpenRun, openRun } from './open-run.js';
import { sealedRatings } from './sealed-ratings.js';
import { withEngine } from './with-engine.js';

/** Reviews held against a run. */
export interface ReviewedRun {
  readonly run: string;
  /** Reviewed firms that the run did not rate. */
  readonly unrated: readonly string[];
  readonly all: ReviewAgreement;
  readonly departments: readonly ({ readonly department: string } & ReviewAgreement)[];
}

/**
 * How far the people who reviewed firms agree with a run's tiers, in all and by department.
 * @param study the study of the run
 * @param files the run (its id, or its folder), and reviews.csv
 * @throws InputError UNKNOWN_RUN, NOBODY_RATED, or every problem of the file
 */
export async function reviewRun(
  study: Study,
  { run: name, reviews: path }: { readonly run: string; readonly reviews: string },
): Promise<ReviewedRun> {
  const run = await openRun(study, name);
  const { reviews } = await readReviews(givenFile(study, 'reviews', path));
  const ids = [...new Set(reviews.map(({ companyId }) => companyId))];
  const tiers = await tiersOf(study, run, ids);
  const pairs = reviews.flatMap((review) => {
    const tier = tiers.get(review.companyId);
    return tier === undefined ? [] : [{ ...review, reviewed: review.tier, tier }];
  });
  if (pairs.length === 0) throw nobodyRated(reviews, path);
  const departments = [...new Set(pairs.map(({ department }) => department))].sort().map((department) => ({
    department,
    ...reviewAgreement(pairs.filter((pair) => pair.department === department)),
  }));
  const unrated = ids.filter((id) => !tiers.has(id));
  return { run: run.manifest.run, unrated, all: reviewAgreement(pairs), departments };
}

async function tiersOf(study: Study, run: OpenRun, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await withEngine(study.out, async (engine) =>
    engine.rows(tierQueries.named(await sealedRatings(engine, run), ids)),
  );
  return new Map(rows.map(({ company_id: id, tier }) => [String(id), Number(tier)]));
}

function nobodyRated(reviews: readonly Review[], path: string): InputError {
  const found = reviews[0]!.companyId;
  return new InputError('NOBODY_RATED', 'The run rated none of the reviewed firms', [
    {
      code: 'NOBODY_RATED',
      file: basename(path),
      column: 'company_id',
      found,
      expected: 'firms of ratings.csv',
    },
  ]);
}
