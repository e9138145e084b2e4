import { join } from 'node:path';
import { assertWhole } from '../core/assert-option.js';
import { RANGES } from '../core/option-ranges.js';
import type { EnterpriseDocument } from '../document/enterprise-document.js';
import type { IndustryScore } from '../document/industry-document.js';
import type { Policy } from '../document/policy.js';
import type { Engine } from '../engine/engine.js';
import { reasonsAgainst, reasonsFor } from '../enterprise/rate-company.js';
import { firmOfRun } from '../sql/firm-of-run.js';
import type { Study } from '../study/open-study.js';
import { type BandReading, bandReadings } from './band-readings.js';
import { type LentRun, lentRunOf, type OpenRun, openRun } from './open-run.js';
import { OVERRIDES, type OverrideOutcome, overrideOfRun } from './override-outcomes.js';
import { type PricedCredit, pricedCredit } from './priced-credit.js';
import { type RatingOfRun, ratingOfRun } from './rating-of-run.js';
import { cardOf } from './run-documents.js';
import { strangerToRun } from './stranger-to-run.js';
import { withEngine } from './with-engine.js';

/** One firm as a run rated and priced it. */
export interface FirmOfRun {
  readonly run: string;
  readonly study: string;
  readonly asOf: string;
  readonly synthetic: boolean;
  readonly companyId: string;
  readonly documents: readonly DocumentOfRun[];
  /** Of a firm that is too thin to rate; nothing else is known of it then. */
  readonly refuseCode: string | null;
  readonly industry: IndustryScore | undefined;
  readonly rating:
    | (Omit<RatingOfRun, 'features'> & { readonly features: readonly BandReading[] })
    | undefined;
  readonly against: readonly BandReading[];
  readonly for: readonly BandReading[];
  /** What somebody said of its tier, and what became of that; undefined where nobody did, or the run does not keep it. */
  readonly override: OverrideOutcome | undefined;
  /** The file of overrides that the run read. */
  readonly overridesFile: { readonly file: string; readonly sha256: string } | undefined;
  /** Undefined for a run of ratings and no more, and for a firm that is not rated. */
  readonly credit: PricedCredit | undefined;
}

/** A document that decided in a run: the status is the one that it had on the day of the run. */
export interface DocumentOfRun {
  readonly name: string;
  readonly fingerprint: string;
  readonly status: string;
  readonly approver: string | undefined;
  readonly validFrom: string | undefined;
}

/** A firm of a run, and the documents that decided of it. */
export interface ExplainedRun {
  readonly firm: FirmOfRun;
  readonly card: EnterpriseDocument;
  readonly policy: Policy | undefined;
}

/** How a firm of a run is explained. */
export interface ExplainRunOptions {
  /** Id of the run in the study's out folder, or its path. */
  readonly run: string;
  /** Most reasons for and against. Default 5. */
  readonly reasons?: number;
}

/**
 * One firm as a run rated and priced it, out of the run's folder alone: no company table is read, and no document of today.
 * @param study the study, of which only the out folder is used
 * @param companyId the firm
 * @throws InputError USAGE, UNKNOWN_RUN, RUN_DAMAGED; UNKNOWN_COMPANY, ROW_PROBLEM for a firm that the run has no rating of;
 *   DECIDED_OTHERWISE when the run's policy does not give the rate that it set
 */
export async function explainRun(
  study: Study,
  companyId: string,
  { run: name, reasons = 5 }: ExplainRunOptions,
): Promise<ExplainedRun> {
  assertWhole(reasons, 'reasons', RANGES.reasons);
  const run = await openRun(study, name);
  const documents = await cardOf(run);
  const card = documents.enterprise.value;
  const lent = await lentRunOf(run);
  const found = await withEngine(study.out, (engine) => findFirm(engine, { run, lent, card }, companyId));
  const { manifest } = run;
  const { rating, refuseCode, credit } = found;
  const features = rating === undefined ? [] : bandReadings(rating.features, card);
  const firm: FirmOfRun = {
    run: manifest.run,
    study: manifest.study,
    asOf: manifest.asOf,
    synthetic: manifest.synthetic,
    companyId,
    documents: documentsOf(run, { ...documents, policy: lent && { value: lent.policy } }),
    refuseCode,
    industry: documents.industry?.value.industries.find(({ id }) => id === rating?.industryId),
    rating: rating && { ...rating, features },
    against: reasonsAgainst({ features }, reasons),
    for: reasonsFor({ features }, reasons),
    override: OVERRIDES in manifest.outputs ? await overrideOfRun(run.folder, companyId) : undefined,
    overridesFile: manifest.inputs.overrides,
    credit,
  };
  return { firm, card, policy: lent?.policy };
}

interface Folder {
  readonly run: OpenRun;
  readonly lent: LentRun | undefined;
  readonly card: EnterpriseDocument;
}

interface Found {
  readonly rating?: RatingOfRun;
  readonly refuseCode: string | null;
  readonly credit?: PricedCredit;
}

/** The firm among those that the run rated, or among those that it refused. */
async function findFirm(engine: Engine, { run, lent, card }: Folder, companyId: string): Promise<Found> {
  const rating = await ratingOfRun(engine, run, { companyId, document: card });
  if (rating !== undefined) {
    const rated = { companyId, tier: rating.settled, features: rating.features, card };
    return { rating, refuseCode: null, ...(lent && { credit: await pricedCredit(engine, lent, rated) }) };
  }
  const [refused] = await engine.rows(firmOfRun.csv(join(run.folder, 'refused.csv'), companyId, ['code']));
  if (refused === undefined) throw await strangerToRun(run, companyId);
  return { refuseCode: String(refused.code) };
}

interface Approved {
  readonly value: { readonly approver?: string | undefined; readonly validFrom?: string | undefined };
}

/** The documents of a run, in the order of its manifest. */
const documentsOf = ({ manifest }: OpenRun, documents: Readonly<Record<string, Approved | undefined>>) =>
  Object.entries(manifest.documents).map(([name, { fingerprint, status }]): DocumentOfRun => {
    const { approver, validFrom } = documents[name]?.value ?? {};
    return { name: `${name}.json`, fingerprint, status, approver, validFrom };
  });
