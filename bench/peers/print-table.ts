import { type Measured, STAGES, type Stage } from './peer.js';

const FIRST = 8;
const COLUMN = 20;

/** Prints stage by stage the seconds of Dipper and of each peer, with the ratio peer / Dipper. */
export function printTable(dipper: Measured, peers: readonly Measured[]): void {
  const all = [dipper, ...peers];
  const line = (title: string, cells: readonly string[]) =>
    console.log(title.padEnd(FIRST) + cells.map((cell) => cell.padStart(COLUMN)).join(''));
  line(
    'stage',
    all.map(({ name }) => name),
  );
  for (const stage of STAGES) {
    line(
      stage,
      all.map((each) => cellOf(each, { stage, base: each === dipper ? undefined : dipper.seconds[stage] })),
    );
  }
  line(
    'peak',
    all.map(({ peakMb }) => (peakMb === null ? '-' : `${peakMb.toFixed(0)} MB`)),
  );
  line(
    'AUC',
    all.map(({ auc }) => auc?.toFixed(4) ?? '-'),
  );
  for (const { name, versions } of all) console.log(`${name}: ${listOf(versions)}`);
}

interface CellOptions {
  readonly stage: Stage;
  /** Dipper's seconds; undefined in its own column. */
  readonly base: number | undefined;
}

function cellOf({ seconds, over }: Measured, { stage, base }: CellOptions): string {
  const cut = over[stage];
  if (cut !== undefined) return `over ${cut.toFixed(0)} s`;
  const taken = seconds[stage];
  if (taken === undefined) return '-';
  const ratio = base === undefined ? '' : ` (${(taken / base).toFixed(2)}x)`;
  return `${taken.toFixed(2)} s${ratio}`;
}

const listOf = (versions: Readonly<Record<string, string>>): string =>
  Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ') || 'cut off before it could say';
