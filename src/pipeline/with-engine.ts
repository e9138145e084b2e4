import { type Engine, openEngine } from '../engine/engine.js';
import { dropWorkFolder, openWorkFolder } from '../output/work-folder.js';

/**
 * Opens an engine and a scratch folder for one job; both are gone afterwards, also where the engine does not open or the job fails.
 * @param out the folder of runs, in which the scratch folder is made
 * @param job what is done with the engine and the folder
 * @throws InputError UNWRITABLE, and what the job throws
 */
export async function withEngine<T>(
  out: string,
  job: (engine: Engine, scratch: string) => Promise<T>,
): Promise<T> {
  const work = await openWorkFolder(out);
  try {
    const engine = await openEngine({ workFolder: work.scratch });
    try {
      return await job(engine, work.scratch);
    } finally {
      engine.close();
    }
  } finally {
    await dropWorkFolder(work);
  }
}
