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
  for await (const text of linesOf(stdin)) {
    line++;
    if (text.trim() === '') continue;
    const answer = await decideLine(dipper, decider, { text, line });
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

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

async function* linesOf(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: false });
  let rest = '';
  for await (const chunk of input) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}
