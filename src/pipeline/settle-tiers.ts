import { basename } from 'node:path';
import { InputError } from '../core/errors.js';
import { hashFile } from '../core/hash-file.js';
import { isExhausted } from '../core/machine-error.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import { pathOf } from '../document/mapping.js';
import { binsColumns, ratingOutputColumns } from '../document/rating-columns.js';
import type { Loaded } from '../document/read-document.js';
import type { Engine } from '../engine/engine.js';
import { LAST_LENT_TO } from '../enterprise/settle-tier.js';
import { readOverrides } from '../ingest/overrides.js';
import { INDUSTRY_NO, ROW_NO } from '../sql/own-columns.js';
import { previousStatements, settledTable } from '../sql/settle-tier.js';
import type { Study } from '../study/open-study.js';
import { type PreviousFolder, type PreviousRun, previousRun, ratedAlike, whatRunOf } from './previous-run.js';

/** What settles tiers beside the score: the ratings of the run before, and what people set. */
export interface TierInputs {
  readonly previous: PreviousRatings | undefined;
  readonly overrides: Awaited<ReturnType<typeof readOverrides>> | undefined;
}

/** The ratings of the run before, and the run where their folder tells. */
interface PreviousRatings {
  readonly file: string;
  readonly path: string;
  readonly sha256: string;
  readonly madeBy: PreviousFolder | undefined;
}

/** What the ratings of the run before did, and what run that is where their folder tells. */
export interface PreviousCounts extends Partial<PreviousRun> {
  /** Firms that it rated. */
  readonly firms: number;
  /** Those of them that are rated now. */
  readonly rated: number;
  /** Those of them that stay in their tier though the score alone would move them. */
  readonly held: number;
  /** Whether another rating than this one is known to have made them: its scores are not those that the floors are held against. */
  readonly otherCard?: true;
}

/** Reads the previous ratings' fingerprint and the overrides, where the study names them. */
export async function readTierInputs(study: Study): Promise<TierInputs> {
  const { inputs } = study;
  const { previousRatings } = inputs;
  const overrides = inputs.overrides === undefined ? undefined : await readOverrides(inputs.overrides);
  if (previousRatings === undefined) return { previous: undefined, overrides };
  const path = pathOf(previousRatings);
  const sha256 = await hashFile(path).catch((error: NodeJS.ErrnoException) => {
    const found = `${error.code} at ${path}`;
    const file = basename(path);
    throw new InputError('FILE_PROBLEM', `${file} cannot be read`, [
      { code: 'UNREADABLE', file, found, expected: 'ratings.csv or ratings.parquet of the run before' },
    ]);
  });
  return { previous: { file: basename(path), path, sha256, madeBy: await previousRun(study) }, overrides };
}

/** The table of tiers of the run before: company_id, previous_model, previous_tier. */
export const PREVIOUS = 'previous_rating';

/**
 * Makes the table of settled ratings out of the model's, where there is something to settle.
 * @returns the table to go on with
 * @throws InputError FILE_PROBLEM when the previous ratings cannot be used
 */
export async function settleTiers(
  engine: Engine,
  { previous, overrides }: TierInputs,
  made: {
    readonly document: EnterpriseDocument;
    readonly from: string;
    readonly to: string;
    readonly asOf: string;
  },
): Promise<string> {
  if (previous === undefined && overrides === undefined) return made.from;
  if (previous !== undefined) await loadPrevious(engine, previous);
  const own = new Set(['tier', 'tier_source']);
  const columns = [...ratingOutputColumns(made.document), ...binsColumns(made.document)];
  const statements = settledTable(made.to, {
    document: made.document,
    from: made.from,
    through: [ROW_NO, INDUSTRY_NO, ...columns, 'refuse_code'].filter((name) => !own.has(name)),
    previous: previous === undefined ? undefined : PREVIOUS,
    overrides: validOverrides(overrides, made.asOf),
    lastLentTo: LAST_LENT_TO,
  });
  for (const statement of statements) await engine.run(statement);
  return made.to;
}

/** Overrides that hold on a day. */
export const validOverrides = (overrides: TierInputs['overrides'], asOf: string) =>
  (overrides?.overrides ?? []).filter(({ expiresOn }) => expiresOn >= asOf);

/**
 * Loads the ratings of the run before into the table `previous_rating`.
 * @throws InputError FILE_PROBLEM when they are no ratings, or repeat a company
 */
export async function loadPrevious(
  engine: Engine,
  { path, file }: { readonly path: string; readonly file: string },
): Promise<void> {
  const expected = 'company_id, tier_model and tier of the run before, each company once';
  const refuse = (found: string) =>
    new InputError('FILE_PROBLEM', `${file} is no table of ratings`, [
      { code: 'BAD_RATINGS', file, found, expected },
    ]);
  try {
    await engine.run(previousStatements.load(PREVIOUS, path));
  } catch (error) {
    if (isExhausted(error)) throw error;
    const [message] = (error as Error).message.split('\n');
    const lacking = /column "([^"]+)" not found/.exec(message!)?.[1];
    throw refuse(lacking === undefined ? message! : `no column ${lacking}`);
  }
  const [row] = await engine.rows(previousStatements.check(PREVIOUS));
  if (Number(row!.repeated) > 0) throw refuse(`${row!.repeated} repeated companies`);
  if (Number(row!.outside) > 0) throw refuse(`${row!.outside} companies without a tier R1 to R15`);
}

/**
 * How many firms of the run before are rated now, and held, of what run they are, and whether another card rated them.
 * @param made the table of ratings, and the card that made it
 */
export async function countPrevious(
  engine: Engine,
  { previous }: TierInputs,
  made: { readonly ratings: string; readonly card: Loaded<EnterpriseDocument> },
): Promise<PreviousCounts | undefined> {
  if (previous === undefined) return undefined;
  const [row] = await engine.rows(previousStatements.known(PREVIOUS, made.ratings));
  return {
    firms: Number(row!.firms),
    rated: Number(row!.rated),
    held: Number(row!.held),
    ...(previous.madeBy && (await saidOf(previous.madeBy, made.card))),
  };
}

async function saidOf(before: PreviousFolder, card: Loaded<EnterpriseDocument>) {
  const isOther = before.card !== undefined && !(await ratedAlike(card, before));
  return { ...whatRunOf(before), ...(isOther && { otherCard: true as const }) };
}
