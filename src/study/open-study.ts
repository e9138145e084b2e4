import { join, resolve } from 'node:path';
import { InputError } from '../core/errors.js';
import type { Mapping, Source } from '../document/mapping.js';
import { readDocument } from '../document/read-document.js';
import { type InputRole, type MappedFile, type StudyFile, studySchema } from './study.js';

/** A study folder, opened: what dipper.json says, with absolute paths. */
export interface Study extends Omit<StudyFile, 'inputs' | 'models' | 'out'> {
  readonly folder: string;
  /** The files of each input, and where their headers belong. */
  readonly inputs: Readonly<Partial<Record<InputRole, Source>>>;
  /** Folder of specs and documents. */
  readonly models: string;
  /** Folder of runs. */
  readonly out: string;
  readonly fingerprint: string;
}

/**
 * Opens a study folder.
 * @param folder the folder that holds dipper.json
 * @throws DocumentError when dipper.json is missing or does not fit its schema
 */
export async function openStudy(folder: string): Promise<Study> {
  const { value, fingerprint } = await readDocument(
    join(folder, 'dipper.json'),
    studySchema,
    'name a study folder with --study, or make one with: dipper init my-study',
  );
  const inputs = Object.fromEntries(
    Object.entries(value.inputs).map(([role, given]) => {
      const paths = [given ?? []].flat().map((path) => resolve(folder, path));
      return [
        role,
        sourceOf(paths as [string, ...string[]], (value.mapping as Mappings)?.[role as InputRole]),
      ];
    }),
  );
  return {
    ...value,
    folder: resolve(folder),
    inputs,
    models: resolve(folder, value.models),
    out: resolve(folder, value.out),
    fingerprint,
  };
}

type Mappings = Partial<Record<InputRole, Mapping>> | undefined;

function sourceOf(paths: readonly [string, ...string[]], mapping: Mapping | undefined): Source {
  return paths.length === 1 && mapping === undefined ? paths[0] : { paths, mapping };
}

/**
 * A file given to a command, with the mapping that dipper.json has for its kind.
 * @param study the study
 * @param kind what the file holds
 * @param path where it lies
 */
export function givenFile(study: Study, kind: MappedFile, path: string): Source {
  return { paths: [path], mapping: study.mapping?.[kind], kind };
}

/**
 * An input the job cannot do without.
 * @throws InputError NO_INPUT when dipper.json does not name it
 */
export function requiredInput(study: Study, role: InputRole): Source {
  const source = study.inputs[role];
  if (source !== undefined) return source;
  throw new InputError('NO_INPUT', `dipper.json names no ${role} file`, [
    { code: 'NO_INPUT', file: 'dipper.json', path: `inputs.${role}`, expected: 'the path of a CSV file' },
  ]);
}

/** The path of a spec or document of the study, e.g. `industry.spec`, `industry`, `industry.2005`. */
export function modelPath(study: Study, name: string): string {
  return join(study.models, `${name}.json`);
}
