import { existsSync, rmSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../core/errors.js';
import { ownPackage } from '../core/package-folder.js';
import { documentText } from '../document/write-document.js';
import { type StudyFile, studySchema } from '../study/study.js';
import { starterFiles, starterReadme } from '../text/starter.js';

/** A study folder, made. */
export interface StartedStudy {
  /** Absolute path. */
  readonly folder: string;
  /** Paths in it, in the order of the work. */
  readonly files: readonly string[];
  /** Always true: the sample is made up, and dipper.json says so. */
  readonly synthetic: boolean;
}

const STUDY_FILE = 'dipper.json';
const SAMPLE = 'data/foshan';
const SAMPLE_MODELS = 'models/foshan';

/**
 * Writes a study folder that runs at once: the synthetic sample with specs and documents of its own, and a README.
 * The folder is there whole or not at all.
 * @param folder a new folder, or an empty one
 * @throws InputError NOT_EMPTY, UNWRITABLE
 */
export async function initStudy(folder: string): Promise<StartedStudy> {
  const target = resolve(folder);
  const isThere = await isEmptyFolder(target);
  const draft = join(isThere ? target : dirname(target), `.${basename(target)}.tmp-${process.pid}`);
  const remove = () => rmSync(draft, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const study = await fill(draft, target);
    if (isThere) await moveInto(target, draft);
    else await rename(draft, target);
    const files = [...starterFiles.map(({ path }) => path), 'README.md'];
    return { folder: target, files, synthetic: study.synthetic };
  } finally {
    await rm(draft, { recursive: true, force: true });
    process.off('exit', remove);
  }
}

/** Whether the folder is there already, and empty. */
async function isEmptyFolder(target: string): Promise<boolean> {
  let found: string;
  try {
    const names = await readdir(target);
    if (names.length === 0) return true;
    found = `a folder with ${names.length} ${names.length === 1 ? 'entry' : 'entries'}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    if (code !== 'ENOTDIR' || !existsSync(target)) throw unwritable(target, error as Error);
    found = 'a file';
  }
  throw new InputError('NOT_EMPTY', `${target} is there already`, [
    { code: 'NOT_EMPTY', path: target, found, expected: 'a new folder, or an empty one' },
  ]);
}

/** An empty folder stays the same folder, as somebody may stand in it; dipper.json comes last and makes it a study. */
async function moveInto(target: string, draft: string): Promise<void> {
  const names = (await readdir(draft)).filter((name) => name !== STUDY_FILE);
  for (const name of [...names, STUDY_FILE]) await rename(join(draft, name), join(target, name));
}

function unwritable(target: string, { message }: Error): InputError {
  return new InputError('UNWRITABLE', `Nothing can be written to ${target}`, [
    { code: 'UNWRITABLE', path: target, found: message, expected: 'a folder that may be written' },
  ]);
}

async function fill(draft: string, target: string): Promise<StudyFile> {
  const home = ownPackage()?.folder ?? '.';
  const source = (path: string) =>
    path.startsWith('models/') ? join(home, SAMPLE_MODELS, basename(path)) : join(home, SAMPLE, path);
  await mkdir(join(draft, 'models'), { recursive: true }).catch((error) => {
    throw unwritable(target, error);
  });
  for (const { path } of starterFiles) await copyFile(source(path), join(draft, path));
  const sample = studySchema.parse(JSON.parse(await readFile(source(STUDY_FILE), 'utf8')));
  const study: StudyFile = { ...sample, models: 'models', out: 'out' };
  await writeFile(join(draft, STUDY_FILE), documentText(study));
  await writeFile(join(draft, 'README.md'), starterReadme());
  return study;
}
