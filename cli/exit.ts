import { inspect } from 'node:util';
import { tellLogged } from './logged.js';
import { clearLine } from './notice.js';

/** What an exit code means. */
export const EXIT = { ok: 0, bug: 1, input: 2, document: 3, verdict: 4 } as const;

/** The exit code after a signal that asks to end, as shells tell it; before it, temporary folders are removed. */
export const SIGNAL_EXIT = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const SHOWN = 20;

/**
 * Prints what went wrong, for people on stderr or as JSON on stdout, and tells the exit code; what the command has added to a log all
 * the same is told on stderr.
 * @param thrown what was thrown
 * @param asJson whether the JSON is asked for, and stdout can take it
 */
export async function report(thrown: unknown, asJson: boolean): Promise<number> {
  const code = await reported(thrown, asJson);
  if (code !== EXIT.ok) tellLogged();
  return code;
}

async function reported(thrown: unknown, asJson: boolean): Promise<number> {
  clearLine();
  const { DipperError, DocumentError, formatProblem, InputError, machineError, UnsupportedInDialect } =
    await import('../src/index.js');
  const { plain } = await import('./print.js');
  if ((thrown as NodeJS.ErrnoException)?.code === 'EPIPE') return EXIT.ok;
  const error = machineError(thrown);
  if (!(error instanceof DipperError)) {
    told(inspect(error));
    told('This is a bug in dipper; please report it with the lines above.');
    return EXIT.bug;
  }
  if (asJson) {
    const { code, message, problems } = error;
    process.stdout.write(`${JSON.stringify({ error: { code, message, problems } }, null, 2)}\n`);
  } else {
    const shown = error.problems.slice(0, SHOWN).map((problem) => `  - ${formatProblem(problem)}`);
    const lines = [`${error.code}: ${error.message}`, ...shown, ...restLines(error.problems.slice(SHOWN))];
    for (const line of lines) told(plain(line));
  }
  if (error instanceof InputError) return EXIT.input;
  if (error instanceof DocumentError || error instanceof UnsupportedInDialect) return EXIT.document;
  return EXIT.bug;
}

/** A line on stderr, whatever is hushed. */
const told = (line: string) => process.stderr.write(`${line}\n`);

/** How many problems of each kind there are beyond those printed. */
function restLines(rest: readonly { readonly code: string; readonly column?: string }[]): string[] {
  if (rest.length === 0) return [];
  const kinds = new Map<string, number>();
  for (const { code, column } of rest) {
    const kind = column === undefined ? code : `${code} in column ${column}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const counts = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, n]) => `    ${n} more ${kind}`);
  const others = [...kinds.values()].sort((a, b) => b - a).slice(SHOWN);
  const untold = others.reduce((sum, n) => sum + n, 0);
  const last = untold === 0 ? [] : [`    ${untold} more of ${others.length} other kinds`];
  return [`  … and ${rest.length} more:`, ...counts.slice(0, SHOWN), ...last];
}
