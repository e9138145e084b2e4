import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { isQuiet, notice } from './notice.js';
import { plain } from './print.js';
import { showProgress } from './progress.js';
import { openStdin } from './stdin.js';

interface ScoreFlags {
  readonly study: string;
}

/** Problems that are told one by one; the others are counted. */
const SHOWN = 20;

/** `dipper score -`: company records in, ratings out, one by one and without a database. */
export async function score(source: string, flags: ScoreFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const { previousRatings, overrides } = study.inputs;
  if (previousRatings !== undefined || overrides !== undefined)
    notice(
      'tiers are the model’s: earlier ratings and overrides are applied by dipper run and dipper explain',
    );
  const file = source === '-' ? openStdin(dipper) : await dipper.readable(source, () => open(source));
  const problems: import('../src/index.js').Problem[] = [];
  const { records, rated, refused, rejected } = await rateAll(file, (bytes, tell) =>
    dipper.scoreStream(study, bytes, {
      file: source === '-' ? 'stdin' : source,
      write: (line) => {
        tell();
        return writeStdout(line);
      },
      onProblem: (problem) => {
        problems.push(problem);
        if (problems.length <= SHOWN) notice(plain(dipper.formatProblem(problem)));
      },
    }),
  );
  await flush();
  notice(`${records} records = ${rated} rated + ${refused} refused + ${rejected} rejected`);
  if (rejected > dipper.rejectLimit(records))
    throw new dipper.InputError(
      'TOO_MANY_REJECTS',
      `${rejected} of ${records} records break the contract`,
      isQuiet() ? problems : problems.slice(SHOWN),
    );
}

/** Hands out the bytes of a file, or of stdin, and what shows how far they have been read; the file is closed in the end. */
async function rateAll<T>(
  file: FileHandle | NodeJS.ReadStream,
  rate: (bytes: AsyncIterable<Uint8Array>, tell: () => void) => Promise<T>,
): Promise<T> {
  if (!('createReadStream' in file)) return rate(file, () => {});
  const show = showProgress();
  const { size } = await file.stat();
  const bytes = file.createReadStream({ highWaterMark: 1 << 15 });
  const tell = () => {
    if (size > 0) show({ step: 'Rating', share: bytes.bytesRead / size });
  };
  try {
    return await rate(bytes, tell);
  } finally {
    bytes.destroy();
  }
}

const pending: string[] = [];
let size = 0;

/** Gathers lines and writes them in large pieces, waiting when the reader is slow. */
function writeStdout(line: string): Promise<void> | void {
  pending.push(line);
  size += line.length;
  if (size > 1 << 16) return flush();
}

async function flush(): Promise<void> {
  const text = pending.join('');
  pending.length = 0;
  size = 0;
  if (process.stdout.errored) throw process.stdout.errored;
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
