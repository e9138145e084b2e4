import { createReadStream, type ReadStream, statSync } from 'node:fs';
import { notice } from './notice.js';
import { plain } from './print.js';
import { showProgress } from './progress.js';

interface ScoreFlags {
  readonly study: string;
}

/** Problems that are told one by one; the others are counted. */
const SHOWN = 20;

/** `dipper score -`: company records in, ratings out, one by one and without a database. */
export async function score(source: string, flags: ScoreFlags): Promise<void> {
  const dipper = await import('../src/index.js');
  const study = await dipper.openStudy(flags.study);
  const isStdin = source === '-';
  const file = isStdin ? undefined : createReadStream(source, { highWaterMark: 1 << 15 });
  const tell = file === undefined ? () => {} : fileProgress(file);
  let told = 0;
  const problems: import('../src/index.js').Problem[] = [];
  const { records, rated, refused, rejected } = await dipper.scoreStream(study, file ?? process.stdin, {
    file: isStdin ? 'stdin' : source,
    write: (line) => {
      tell();
      return writeStdout(line);
    },
    onProblem: (problem) => {
      problems.push(problem);
      if (told++ < SHOWN) notice(plain(dipper.formatProblem(problem)));
    },
  });
  await flush();
  notice(`${records} records = ${rated} rated + ${refused} refused + ${rejected} rejected`);
  if (rejected > Math.max(10, Math.floor(records / 1000)))
    throw new dipper.InputError(
      'TOO_MANY_REJECTS',
      `${rejected} of ${records} records break the contract`,
      problems,
    );
}

/** How far a file has been read. */
function fileProgress(bytes: ReadStream): () => void {
  const show = showProgress();
  const { size } = statSync(bytes.path, { throwIfNoEntry: false }) ?? { size: 0 };
  return () => {
    if (size > 0) show({ step: 'Rating', share: bytes.bytesRead / size });
  };
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
  if (!process.stdout.write(text))
    await new Promise<void>((done) => process.stdout.once('drain', () => done()));
}
