import { access, constants, realpath, stat } from 'node:fs/promises';
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
 * study reads, or that proves something. A file is known by what it is, not by its name: a link to it is the same file. JSON is what
 * documents and logs are written in, wherever they lie, and no command's `--out`; nothing is added to the folder of a run.
 * @param out the file; undefined: nothing is written
 * @throws InputError USAGE for a file of the study, of its documents, of a run, or that was given to the command; BAD_PATH for a folder
 * and for a file that is named as JSON
 */
export async function assertOut(out: string | undefined, { study, given }: ReadBeside): Promise<void> {
  if (out === undefined) return;
  const folder = dirname(resolve(out));
  await access(folder, constants.W_OK);
  const isFolder = /(^|[/])$/.test(out) || (await stat(out).catch(() => undefined))?.isDirectory();
  if (isFolder) throw refused('BAD_PATH', out === '' ? 'nothing' : `the folder ${out}`, 'a file');
  if (await isRun(folder)) throw taken(out);
  const read = [...given.filter((path) => path !== undefined), ...(study ? filesOf(study) : [])];
  const own = await markOf(out);
  for (const path of read)
    if (resolve(path) === resolve(out) || (own !== undefined && own === (await markOf(path))))
      throw taken(out);
  const place = own === undefined ? undefined : await realpath(out);
  for (const kept of study === undefined ? [] : keptBy(study))
    if (place !== undefined && isInside(place, await realpath(kept).catch(() => kept))) throw taken(out);
  if (/\.jsonl?$/i.test(out))
    throw refused('BAD_PATH', out, 'CSV, XLSX or SQL: JSON is on stdout with --json');
}

const keptBy = ({ models, out, folder }: Study) => [models, out, join(folder, 'decision-documents')];

/** A run may lie anywhere: its id or its folder names it. */
const isRun = async (folder: string): Promise<boolean> =>
  (await isThere(join(folder, 'manifest.json'))) && (await isThere(join(folder, 'ratings.csv')));

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

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

const refused = (code: string, found: string, expected: string, message = CANNOT): InputError =>
  new InputError(code, message, [{ code, path: '--out', found, expected }]);

const CANNOT = '--out cannot be written there';
const WOULD = '--out would write over a file that is read, or that proves something';

const taken = (out: string): InputError => refused('USAGE', out, 'a file of its own', WOULD);
