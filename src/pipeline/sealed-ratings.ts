import { join } from 'node:path';
import { machineError } from '../core/machine-error.js';
import { enterpriseDocumentSchema } from '../document/enterprise-document.js';
import { readDocument } from '../document/read-document.js';
import type { Engine, EngineRow } from '../engine/engine.js';
import { damagedRun } from '../output/run-folder.js';
import { unsealedRating } from '../sql/sealed.js';
import type { OpenRun } from './open-run.js';

/**
 * The path of a run's ratings.parquet, which no checksum vouches for, held against its ratings.csv, for which one does.
 * @throws InputError RUN_DAMAGED when a rating is not that of ratings.csv
 */
export async function sealedRatings(engine: Engine, { folder }: Pick<OpenRun, 'folder'>): Promise<string> {
  const path = join(folder, 'ratings.parquet');
  const document = (await readDocument(join(folder, 'enterprise.json'), enterpriseDocumentSchema)).value;
  const query = unsealedRating(path, join(folder, 'ratings.csv'), document);
  const [row] = await engine.rows(query).catch((error): EngineRow[] => {
    if (machineError(error) !== error) throw error;
    throw changed(folder, (error as Error).message.split('\n')[0]!);
  });
  const id = row?.company_id;
  if (id === null || id === undefined) return path;
  throw changed(folder, `another row of ${id}`);
}

const changed = (folder: string, found: string) =>
  damagedRun(folder, [
    { code: 'CHANGED_OUTPUT', file: 'ratings.parquet', found, expected: 'the ratings of ratings.csv' },
  ]);
