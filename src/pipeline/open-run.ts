import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../core/errors.js';
import { type Policy, policySchema } from '../document/policy.js';
import { readDocument } from '../document/read-document.js';
import type { Manifest } from '../output/manifest.js';
import { findRun } from '../output/run-folder.js';
import type { Study } from '../study/open-study.js';
import { assertDocuments } from './documents-of-run.js';

/** A finished run, found and whole. */
export interface OpenRun {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A finished run that set lines too. */
export interface LentRun extends OpenRun {
  /** credit.parquet. */
  readonly credit: string;
  /** By which it set them. */
  readonly policy: Policy;
}

/**
 * Opens a run by its id in the study's out folder, or by its folder.
 * @param flag what names it, for problems; default --run
 * @throws InputError UNKNOWN_RUN, RUN_DAMAGED
 */
export async function openRun(study: Study, run: string, flag = '--run'): Promise<OpenRun> {
  const folder = existsSync(join(run, 'manifest.json')) ? resolve(run) : join(study.out, run);
  const manifest = await findRun(dirname(folder), basename(folder));
  if (manifest === undefined || !existsSync(join(folder, RATINGS))) {
    const known = await runsOf(study.out);
    const hint =
      known.length === 0
        ? `make one with: dipper run --study ${study.folder}`
        : `there is ${known.join(', ')}`;
    throw new InputError('UNKNOWN_RUN', `There is no run ${run}`, [
      {
        code: 'UNKNOWN_RUN',
        path: flag,
        found: run,
        expected: `a run in ${study.out}, or its folder`,
        hint,
      },
    ]);
  }
  await assertDocuments(folder, manifest);
  return { folder, manifest };
}

/**
 * Opens a run that has a target list.
 * @param flag what names it, for problems; default --run
 * @throws InputError as `openRun`; NO_LIST for a run of ratings and no more
 */
export async function openLentRun(study: Study, name: string, flag = '--run'): Promise<LentRun> {
  const run = await openRun(study, name, flag);
  const lent = await lentRunOf(run);
  if (lent !== undefined) return lent;
  const id = run.manifest.run;
  throw new InputError('NO_LIST', `Run ${id} has no target list`, [
    {
      code: 'NO_LIST',
      path: flag,
      found: `${id}, made with --part score`,
      expected: 'a run with lines and rates',
      hint: `make one with: dipper run --study ${study.folder}`,
    },
  ]);
}

/** A run with its lines; undefined for a run of ratings and no more. */
export async function lentRunOf({ folder, manifest }: OpenRun): Promise<LentRun | undefined> {
  const credit = join(folder, 'credit.parquet');
  if (!existsSync(credit)) return undefined;
  const policy = (await readDocument(join(folder, 'policy.json'), policySchema)).value;
  return { folder, manifest, credit, policy };
}

const RATINGS = 'ratings.parquet';

/** The last runs by name, which begins with their day. */
async function runsOf(out: string): Promise<string[]> {
  const names = await readdir(out).catch(() => []);
  const isRun = (name: string) =>
    ['manifest.json', RATINGS].every((file) => existsSync(join(out, name, file)));
  return names.filter(isRun).sort().slice(-5);
}
