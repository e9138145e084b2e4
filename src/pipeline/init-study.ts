import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ownPackage } from '../core/package-folder.js';
import { documentText } from '../document/write-document.js';
import { type StudyFile, studySchema } from '../study/study.js';
import { starterFiles } from '../text/starter.js';
import { starterReadme } from '../text/starter-readme.js';
import { makeFolder, STUDY_FILE } from './new-folder.js';

/** A study folder, made. */
export interface StartedStudy {
  /** Absolute path. */
  readonly folder: string;
  /** Paths in it, in the order of the work. */
  readonly files: readonly string[];
  /** Always true: the sample is made up, and dipper.json says so. */
  readonly synthetic: boolean;
}

const SAMPLE = 'data/foshan';
const SAMPLE_MODELS = 'models/foshan';

/**
 * Writes a study folder that runs at once: the synthetic sample with specs and documents of its own, and a README.
 * The folder is there whole or not at all.
 * @param folder a new folder, or an empty one
 * @throws InputError NOT_EMPTY, UNWRITABLE
 */
export async function initStudy(folder: string): Promise<StartedStudy> {
  const { synthetic } = await makeFolder(folder, fill);
  const files = [...starterFiles.map(({ path }) => path), 'README.md'];
  return { folder: resolve(folder), files, synthetic };
}

async function fill(draft: string): Promise<StudyFile> {
  const home = ownPackage()?.folder ?? '.';
  const source = (path: string) =>
    path.startsWith('models/') ? join(home, SAMPLE_MODELS, basename(path)) : join(home, SAMPLE, path);
  await mkdir(join(draft, 'models'));
  for (const { path } of starterFiles) await copyFile(source(path), join(draft, path));
  const sample = studySchema.parse(JSON.parse(await readFile(source(STUDY_FILE), 'utf8')));
  const study: StudyFile = { ...sample, models: 'models', out: 'out' };
  await writeFile(join(draft, STUDY_FILE), documentText(study));
  await writeFile(join(draft, 'README.md'), starterReadme());
  return study;
}
