import { clearLine } from './notice.js';

type OnLogged = NonNullable<import('../src/index.js').DeciderOptions['onLogged']>;

interface Logged {
  readonly records: number;
  readonly last?: Parameters<OnLogged>[1];
}

/** What the command has added to a log; undefined for a command that writes none. */
let logged: Logged | undefined;

/** Begins a command. */
export function forgetLog(): void {
  logged = undefined;
}

/** Begins to write a log: what is returned hears of records that stand there, whatever becomes of the command. */
export function hearOfLog(): OnLogged {
  logged = { records: 0 };
  return (records, last) => {
    logged = { records: (logged?.records ?? 0) + records, last };
  };
}

/** Says on stderr what stands in the log, where a command that failed may have added to it. */
export function tellLogged(): void {
  if (logged?.last !== undefined) tell(logged.records, logged.last);
}

/** Says it of a command that was interrupted, also where nothing was added. */
export function tellInterrupted(): void {
  if (logged?.records === 0) say('nothing was added to the log');
  tellLogged();
}

function tell(records: number, { seq, hash }: NonNullable<Logged['last']>): void {
  const stand = records === 1 ? 'record of this command stands' : 'records of this command stand';
  const head = `${records.toLocaleString('en-US')} ${stand} in the log; its head: record ${seq}, ${hash}`;
  say(`${head}. Run it again: what stands there is not written twice`);
}

function say(line: string): void {
  clearLine();
  process.stderr.write(`${line}\n`);
}
