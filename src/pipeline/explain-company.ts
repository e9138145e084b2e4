import { basename } from 'node:path';
import { assertWhole } from '../core/assert-option.js';
import { InputError } from '../core/errors.js';
import { RANGES } from '../core/option-ranges.js';
import { pathsOf } from '../document/mapping.js';
import { ratesAlike } from '../document/rating-fingerprint.js';
import { attributeChange, type ScoreChange } from '../enterprise/attribute-change.js';
import { type NextTier, nextTier } from '../enterprise/next-tier.js';
import { type Company, type Rating, reasonsAgainst, reasonsFor } from '../enterprise/rate-company.js';
import { type SettledTier, settleRules, settleTier, type ToldTier } from '../enterprise/settle-tier.js';
import type { Override } from '../ingest/overrides.js';
import { requiredInput, type Study } from '../study/open-study.js';
import { findCompany, type Rater, withInvoices } from './find-company.js';
import { openRun } from './open-run.js';
import { ratingOfRun } from './rating-of-run.js';
import { enterpriseOf } from './run-documents.js';
import { openRater } from './score-stream.js';
import { loadPrevious, readTierInputs, validOverrides } from './settle-tiers.js';
import { toldTiers } from './told-tiers.js';
import { withEngine } from './with-engine.js';

/** One firm's rating, explained. */
export interface Explanation {
  readonly companyId: string;
  readonly name: string | null;
  readonly asOf: string;
  readonly synthetic: boolean;
  readonly company: Company;
  readonly rating: Rating;
  /** The tier that credit uses, and what it comes from; undefined where the score alone decides, or the firm is not rated. */
  readonly settled: Settled | undefined;
  /** Undefined in R1, or when the firm is too thin to rate. */
  readonly next: NextTier | undefined;
  readonly against: Rating['features'];
  readonly for: Rating['features'];
  /** Since a named run; undefined without one. */
  readonly change: SinceRun | undefined;
}

/** The tier that credit uses. */
export const tierOf = ({ rating, settled }: Pick<Explanation, 'rating' | 'settled'>): number =>
  settled?.tier ?? rating.tier;

/** A tier that not the score alone decides: what the run before and people said of it, and who. */
export interface Settled extends SettledTier, Pick<ToldTier, 'previous'> {
  readonly override?: Override | undefined;
}

/** The change of a firm's score since a run. */
export interface SinceRun extends ScoreChange {
  readonly run: string;
  /** Whether another card rated the firm then: not one that was only approved since, or says the same in other words. */
  readonly otherCard: boolean;
  /** The tier that the firm had then, as settled. */
  readonly tierBefore: number;
}

/** How a firm is explained. */
export interface ExplainOptions {
  /** Most reasons for and against. Default 5. */
  readonly reasons?: number;
  /** Id of an earlier run in the study's out folder, or its path: what changed since. */
  readonly since?: string;
}

/**
 * One firm's rating with reasons for and against, what is missing, what would move it, and what changed since a run.
 * @param study the study
 * @param companyId the firm
 * @throws InputError USAGE, UNKNOWN_COMPANY, DUPLICATE_ID, ROW_PROBLEM for a record out of contract, UNKNOWN_RUN
 */
export async function explainCompany(
  study: Study,
  companyId: string,
  { reasons = 5, since }: ExplainOptions = {},
): Promise<Explanation> {
  assertWhole(reasons, 'reasons', RANGES.reasons);
  const paths = pathsOf(requiredInput(study, 'companies'));
  const hasInvoices = study.inputs.invoices !== undefined;
  const rater = await openRater(study, basename(paths[0]), { hasInvoices });
  const company = await withInvoices(
    study,
    await findCompany(paths, { id: companyId, rater, out: study.out }),
    rater,
  );
  const rating = rater.rate(company);
  const isRated = rating.refuseCode === null;
  return {
    companyId,
    name: rater.hasName ? ((company.name as string | null | undefined) ?? null) : null,
    asOf: study.asOf,
    synthetic: study.synthetic,
    company,
    rating,
    settled: isRated ? await settledTier(study, companyId, { rating, rater }) : undefined,
    next: isRated ? nextTier(rating, rater.enterprise) : undefined,
    against: isRated ? reasonsAgainst(rating, reasons) : [],
    for: isRated ? reasonsFor(rating, reasons) : [],
    change: since === undefined ? undefined : await sinceRun(study, since, { companyId, rating, rater }),
  };
}

/** The tier after what the run before and people say, where the study names either. */
async function settledTier(
  study: Study,
  companyId: string,
  { rating, rater }: Omit<Now, 'companyId'>,
): Promise<Explanation['settled']> {
  const tierInputs = await readTierInputs(study);
  const { previous, overrides } = tierInputs;
  if (previous === undefined && overrides === undefined) return undefined;
  const told = await withEngine(study.out, async (engine) => {
    if (previous !== undefined) await loadPrevious(engine, previous);
    return toldTiers(engine, tierInputs, { asOf: study.asOf, ids: [companyId] });
  });
  const own = told.get(companyId) ?? {};
  const settled = settleTier(rating.score, settleRules(rater.enterprise), own);
  const override = validOverrides(overrides, study.asOf).find((each) => each.companyId === companyId);
  return { ...settled, previous: own.previous, override };
}

interface Now {
  readonly companyId: string;
  readonly rating: Rating;
  readonly rater: Rater;
}

/** Reads the firm's bins and the document of an earlier run out of its folder. */
async function sinceRun(study: Study, run: string, { companyId, rating, rater }: Now): Promise<SinceRun> {
  const { folder } = await openRun(study, run, '--since');
  const card = await enterpriseOf(folder);
  return withEngine(study.out, async (engine) => {
    const then = await ratingOfRun(engine, { folder }, { companyId, document: card.value });
    if (then === undefined)
      throw new InputError('UNKNOWN_COMPANY', `Run ${basename(folder)} did not rate ${companyId}`, [
        { code: 'UNKNOWN_COMPANY', file: 'ratings.parquet', found: companyId, expected: 'a rated company' },
      ]);
    const bins = then.features.map(({ bin }) => bin);
    const change = attributeChange(bins, card.value, { rating, document: rater.enterprise });
    const otherCard = !ratesAlike(card, rater.card);
    return { run: basename(folder), otherCard, tierBefore: then.settled, ...change };
  });
}
