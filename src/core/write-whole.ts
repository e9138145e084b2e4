import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Drafts made by this process. */
let drafts = 0;

/**
 * Writes a file whole or not at all: beside its place, synced, then moved into it. What is no plain file (a terminal, a pipe) is
 * written straight.
 * @param path where it belongs; a link is followed
 * @param write writes the contents
 * @throws what `write` or the machine throws; then what stood there before still does
 */
export async function writeWhole(path: string, write: (file: FileHandle) => Promise<unknown>): Promise<void> {
  const place = await realpath(path).catch(() => path);
  const isPlain = await stat(place).then(
    (found) => found.isFile(),
    () => true,
  );
  if (!isPlain) return closing(await open(place, 'w'), write);
  // A short name of its own: a long one with something added may be too long.
  const draft = join(dirname(place), `.dipper-${process.pid}-${drafts++}`);
  try {
    await closing(await open(draft, 'w'), async (file) => {
      await write(file);
      await file.sync();
    });
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true });
    throw at(place, error as NodeJS.ErrnoException, draft);
  }
}

/** The error as one of the place: nobody has heard of the draft. */
function at(place: string, error: NodeJS.ErrnoException, draft: string): Error {
  if (error.path === draft) error.path = place;
  error.message = error.message.replaceAll(draft, place);
  return error;
}

async function closing(file: FileHandle, use: (file: FileHandle) => Promise<unknown>): Promise<void> {
  try {
    await use(file);
  } finally {
    await file.close();
  }
}
