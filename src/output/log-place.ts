import { access, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../core/errors.js';

/**
 * Where a log lies, links followed: a log that is reached by two names has one lock, and one folder of documents beside it.
 * @param path decisions.jsonl; it need not be there
 * @throws InputError BAD_PATH for a folder, a pipe, a device; what the machine says of a link that leads into no folder
 */
export async function placeOfLog(path: string): Promise<string> {
  const place = await followed(resolve(path));
  const isLog = await stat(place).then(
    (found) => found.isFile(),
    () => true,
  );
  if (isLog) return place;
  throw new InputError('BAD_PATH', 'The path of a log leads to something else', [
    {
      code: 'BAD_PATH',
      file: basename(place),
      found: 'a folder or a device',
      expected: 'a plain file, or none yet',
    },
  ]);
}

/** The place that a path stands for, also where nothing is there yet. */
async function followed(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const folder = dirname(path);
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined) return join(await realpath(folder).catch(() => folder), basename(path));
  const aim = resolve(await realpath(folder), target);
  // A disk that is not there today is no reason to begin another log.
  await access(dirname(aim));
  return followed(aim);
}
