import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openStudy } from '../src/index.js';
import { trainingContract } from '../src/pipeline/training-contract.js';
import { readTrainingInputs } from '../src/pipeline/training-inputs.js';
import { median } from './median.js';
import { measureDipper } from './peers/dipper.js';
import { environmentOf } from './peers/environment.js';
import { medianOf } from './peers/median.js';
import { type Measured, PEERS, type Peer } from './peers/peer.js';
import { printTable } from './peers/print-table.js';
import { runPeer } from './peers/run-peer.js';
import { plainRead } from './plain-read.js';
import { FEATURES, writeTrainingStudy } from './training-study.js';

/** How often each side is measured; all take turns, and medians are compared. */
const TURNS = 3;

const root = resolve(import.meta.dirname, '..');
const tools = join(root, 'out', '.peer-tools');
const rows = Number(process.argv[2] ?? 600_000);
/** Seconds after which a peer is ended. */
const limit = Number(process.argv[3] ?? 900);
const folder = join(root, 'out', `bench-peers-${rows}`);

/** Trains on one file with Dipper and with each Python library that can be had, and prints a table. */
async function main(): Promise<void> {
  if (!existsSync(join(root, 'dist/cli/main.js'))) {
    console.error('dist/cli/main.js is not there: npm run build first.');
    process.exitCode = 2;
    return;
  }
  mkdirSync(tools, { recursive: true });
  await writeTrainingStudy(folder, rows);
  console.log(`training on ${rows.toLocaleString('en-US')} x ${FEATURES}, one file for all (synthetic)`);
  const study = await openStudy(folder);
  const { columns } = trainingContract((await readTrainingInputs(study)).spec.value);
  const dipper: Measured[] = [];
  const plain: number[] = [];
  const peers = new Map<Peer, Measured[]>(PEERS.map((peer) => [peer, []]));
  for (let turn = 0; turn < TURNS; turn++) {
    dipper.push(await measureDipper(root, folder));
    plain.push(await plainRead(study, columns));
    for (const [peer, turns] of peers) {
      if (isCut(turns.at(-1))) continue;
      const measured = await measurePeer(peer);
      if (measured === undefined) peers.delete(peer);
      else turns.push(measured);
    }
  }
  printTable(medianOf(dipper), [...peers.values()].map(medianOf));
  console.log(`the engine's plain typed read of the file, nothing checked: ${median(plain).toFixed(2)} s`);
  console.log(`medians of ${TURNS} turns; a peer that was cut off had one`);
}

/** A peer that went over its limit once is not waited for again. */
const isCut = (last: Measured | undefined): boolean => last?.over.whole !== undefined;

/** Measures a peer; one that cannot be had, or fails, is named and left out. */
async function measurePeer(peer: Peer): Promise<Measured | undefined> {
  const environment = environmentOf(peer, tools);
  if ('missing' in environment) {
    console.log(`${peer.name} skipped: ${environment.missing}`);
    return undefined;
  }
  try {
    return await runPeer(peer, { python: environment.python, csv: join(folder, 'companies.csv'), limit });
  } catch (error) {
    console.log(`${peer.name} failed: ${(error as Error).message}`);
    return undefined;
  }
}

await main();
