import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/errors.js';
import { writeCsv } from '../output/csv.js';
import { rejectTable } from '../output/problem-tables.js';

/**
 * Does a job; when it stops for too many rejects, the whole list of them is kept as `<name>-rejects.csv`.
 * @param out the folder of runs
 * @param name what the list is called, e.g. the run's id
 * @param job the job
 * @throws what the job throws; the message of TOO_MANY_REJECTS says where the list is
 */
export async function keepingRejects<T>(out: string, name: string, job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'TOO_MANY_REJECTS') throw error;
    const path = join(out, `${name}-rejects.csv`);
    await mkdir(out, { recursive: true });
    await writeCsv(path, rejectTable(error.problems));
    throw new InputError(error.code, `${error.message}; the list is in ${path}`, error.problems);
  }
}
