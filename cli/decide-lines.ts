import type { Buffer } from 'node:buffer';
import { EXIT } from './exit.js';

type Dipper = typeof import('../src/index.js');

/** One JSON line in, one out; a line that is no application is answered with its problems. */
export async function decideLines(
  dipper: Dipper,
  decider: Awaited<ReturnType<Dipper['openDecider']>>,
  stdin: AsyncIterable<Buffer>,
): Promise<void> {
  let line = 0;
  for await (const text of linesOf(stdin, dipper)) {
    line++;
    if (process.stdout.errored) throw unheard(dipper, line);
    if (text.trim() === '') continue;
    const answer = await decideLine(dipper, decider, { text, line });
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

/** Nobody would know what was decided: what comes after stays open. */
const unheard = ({ InputError }: Dipper, line: number) =>
  new InputError('UNHEARD', 'Nobody reads the answers any more', [
    { code: 'UNHEARD', file: 'stdin', line, found: 'a closed stdout', expected: 'a reader for each answer' },
  ]);

async function decideLine(
  { InputError }: Dipper,
  decider: Awaited<ReturnType<Dipper['openDecider']>>,
  { text, line }: { readonly text: string; readonly line: number },
): Promise<unknown> {
  try {
    const [decided] = await decider.decide([decider.parse(text, { file: 'stdin', line })]);
    return decided;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.exitCode = EXIT.input;
    return { error: { code: error.code, message: error.message, problems: error.problems } };
  }
}

/** @throws InputError FILE_PROBLEM for what cannot be read, e.g. a stdin that is open for writing only */
async function* linesOf(input: AsyncIterable<Buffer>, { readable }: Dipper): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false });
  const chunks = input[Symbol.asyncIterator]();
  const next = () => readable('stdin', () => chunks.next());
  let rest = '';
  for (let { done, value } = await next(); !done; { done, value } = await next()) {
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
