import { access, constants, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { InputError } from '../core/errors.js';
import { pathsOf } from '../document/mapping.js';
import type { Study } from './open-study.js';

/** What a command reads, beside where it writes. */
export interface ReadBeside {
  /** Undefined for a command that goes without one. */
  readonly study?: Study | undefined;
  /** Files that the command was given. */
  readonly given: readonly (string | undefined)[];
}

/**
 * Looks at where a command is to write, before it begins: its folder can be written, and nothing is lost there that the command or the
 * study reads. A file is known by what it is, not by its name: a link to it is the same file.
 * @param out the file; undefined: nothing is written
 * @throws InputError USAGE for a file of the study, of its documents, of a run, or that was given to the command
 */
export async function assertOut(out: string | undefined, { study, given }: ReadBeside): Promise<void> {
  if (out === undefined) return;
  await access(dirname(resolve(out)), constants.W_OK);
  const read = [...given.filter((path) => path !== undefined), ...(study ? filesOf(study) : [])];
  const own = await markOf(out);
  for (const path of read)
    if (resolve(path) === resolve(out) || (own !== undefined && own === (await markOf(path))))
      throw taken(out);
  const folders =
    study === undefined ? [] : [study.models, study.out, join(study.folder, 'decision-documents')];
  if (own !== undefined && folders.some((folder) => isInside(out, folder))) throw taken(out);
}

const filesOf = ({ folder, inputs }: Study): string[] => [
  join(folder, 'dipper.json'),
  join(folder, 'decisions.jsonl'),
  ...Object.values(inputs).flatMap((source) => pathsOf(source)),
];

/** What a file is known by; undefined where there is none. */
async function markOf(path: string): Promise<string | undefined> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found && `${found.dev}:${found.ino}`;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, resolve(path));
  return !way.startsWith('..') && !isAbsolute(way);
}

const taken = (out: string): InputError =>
  new InputError('USAGE', '--out would write over a file that is read, or that proves something', [
    { code: 'USAGE', path: '--out', found: out, expected: 'a file of its own' },
  ]);
