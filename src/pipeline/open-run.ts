import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { addDays } from '../core/dates.js';
import { InputError } from '../core/errors.js';
import { policySchema } from '../document/policy.js';
import { readDocument } from '../document/read-document.js';
import { findRun, type Manifest } from '../output/run-folder.js';
import type { Study } from '../study/open-study.js';

/** A finished run, found and whole. */
export interface OpenRun {
  readonly folder: string;
  readonly manifest: Manifest;
  /** credit.parquet. */
  readonly credit: string;
  /** Last day of its offers. */
  readonly validUntil: string;
}

/**
 * Opens a run by its id in the study's out folder, or by its folder.
 * @throws InputError UNKNOWN_RUN, RUN_DAMAGED
 */
export async function openRun(study: Study, run: string): Promise<OpenRun> {
  const folder = existsSync(join(run, 'manifest.json')) ? resolve(run) : join(study.out, run);
  const manifest = await findRun(dirname(folder), basename(folder));
  const credit = join(folder, 'credit.parquet');
  if (manifest === undefined || !existsSync(credit)) {
    const known = await runsOf(study.out);
    const hint =
      known.length === 0
        ? `make one with: dipper run --study ${study.folder}`
        : `there is ${known.join(', ')}`;
    throw new InputError('UNKNOWN_RUN', `There is no run ${run}`, [
      {
        code: 'UNKNOWN_RUN',
        path: '--run',
        found: run,
        expected: `a run in ${study.out}, or its folder`,
        hint,
      },
    ]);
  }
  const policy = (await readDocument(join(folder, 'policy.json'), policySchema)).value;
  return { folder, manifest, credit, validUntil: addDays(manifest.asOf, policy.offer.validDays) };
}

/** The last runs by name, which begins with their day. */
async function runsOf(out: string): Promise<string[]> {
  const names = await readdir(out).catch(() => []);
  const isRun = (name: string) =>
    ['manifest.json', 'credit.parquet'].every((file) => existsSync(join(out, name, file)));
  return names.filter(isRun).sort().slice(-5);
}
