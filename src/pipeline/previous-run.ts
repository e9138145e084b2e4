import { basename, dirname, join } from 'node:path';
import { type EnterpriseDocument, enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { pathOf } from '../document/mapping.js';
import { ratesAlike } from '../document/rating-fingerprint.js';
import { type Loaded, readDocument } from '../document/read-document.js';
import { manifestBeside } from '../output/run-folder.js';
import type { Study } from '../study/open-study.js';
import type { OpenRun } from './open-run.js';

/** The run in whose folder the ratings of the run before lie. */
export interface PreviousRun {
  readonly run: string;
  /** Its day, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Whether that day is the study's or a later one: two runs of one day agree by themselves, and hold nobody. */
  readonly notEarlier: boolean;
}

/** The same, with what its folder holds. */
export interface PreviousFolder extends PreviousRun, RatedFolder {
  /** SHA-256 of the ratings as the run wrote them; undefined where its manifest has none. */
  readonly sha256: string | undefined;
}

/** The folder of a run, and the fingerprint of the card that rated in it. */
export interface RatedFolder {
  readonly folder: string;
  /** Undefined where its manifest does not tell. */
  readonly card: string | undefined;
}

/** What cards are held against of an open run. */
export const ratedFolderOf = ({ folder, manifest }: OpenRun): RatedFolder => ({
  folder,
  card: manifest.documents.enterprise?.fingerprint,
});

/**
 * The run that the study's previous ratings are of, where they lie in its folder.
 * @returns undefined without previous ratings, or where they lie elsewhere
 */
export async function previousRun({ inputs, asOf: day }: Study): Promise<PreviousFolder | undefined> {
  if (inputs.previousRatings === undefined) return undefined;
  const path = pathOf(inputs.previousRatings);
  const manifest = await manifestBeside(path);
  const output = manifest?.outputs[basename(path)];
  if (manifest === undefined || output === undefined) return undefined;
  const { run, asOf, documents } = manifest;
  return {
    run,
    asOf,
    notEarlier: asOf >= day,
    folder: dirname(path),
    card: documents?.enterprise?.fingerprint,
    sha256: 'sha256' in output ? output.sha256 : undefined,
  };
}

/** What is told of it. */
export const whatRunOf = ({ run, asOf, notEarlier }: PreviousRun): PreviousRun => ({ run, asOf, notEarlier });

/**
 * Whether a card rates as that of a run did: the same document, or one that says the same of rating in the copy beside the run.
 * Without a copy another document is another card.
 */
export async function ratedAlike(
  enterprise: Loaded<EnterpriseDocument>,
  { folder, card }: RatedFolder,
): Promise<boolean> {
  if (card === enterprise.fingerprint) return true;
  const path = join(folder, 'enterprise.json');
  const copy = await readDocument(path, enterpriseDocumentSchema).catch(() => undefined);
  return copy !== undefined && copy.fingerprint === card && ratesAlike(copy, enterprise);
}
