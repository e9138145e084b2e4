import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openStudy, readModels, runStudy } from '../src/index.js';
import { child } from './child.js';
import { median } from './median.js';
import { plainRead } from './plain-read.js';

/** One size, measured: seconds are medians of the turns, memory is the largest. */
export interface Measured {
  readonly firms: number;
  readonly baseline: number;
  readonly seconds: number;
  readonly peakMb: number;
}

/** How often each side is measured; the two sides take turns. */
const turnsOf = (firms: number) => (firms > 1_000_000 ? 3 : 5);

/**
 * A whole `dipper run` in a process of its own beside a plain typed read of the same file, then its steps.
 * @param root the project
 * @param firms how many firms to generate
 */
export async function benchRun(root: string, firms: number): Promise<Measured> {
  const folder = join(root, 'out', `bench-${firms}`);
  await generate(root, folder, firms);
  const study = await openStudy(folder);
  const models = await readModels(study);
  const baseline: number[] = [];
  const runs: { readonly seconds: number; readonly peakMb: number }[] = [];
  for (let turn = 0; turn < turnsOf(firms); turn++) {
    baseline.push(await plainRead(study, models.contract));
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    runs.push(await runDipper(root, folder));
  }
  const measured = {
    firms,
    baseline: median(baseline),
    seconds: median(runs.map((run) => run.seconds)),
    peakMb: Math.max(...runs.map((run) => run.peakMb)),
  };
  print(measured, turnsOf(firms));
  await printSteps(folder, firms);
  return measured;
}

function print({ firms, baseline, seconds, peakMb }: Measured, turns: number): void {
  console.log(`\nfirms                 ${firms.toLocaleString('en-US')} (synthetic)`);
  console.log(`baseline typed read   ${baseline.toFixed(2)} s  ${rate(firms, baseline)}`);
  console.log(
    `dipper run            ${seconds.toFixed(2)} s  ${rate(firms, seconds)}  peak ${peakMb.toFixed(0)} MB`,
  );
  console.log(
    `ratio                 ${(seconds / baseline).toFixed(2)} times the baseline (medians of ${turns} turns)`,
  );
}

const rate = (rows: number, seconds: number): string =>
  `${Math.round(rows / seconds).toLocaleString('en-US')} firms/s`;

async function generate(root: string, folder: string, firms: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, 'companies.csv'))) return;
  const started = performance.now();
  const script = ['tsx', 'data/foshan/generator/main.ts'];
  await child(root, 'npx', [...script, '--firms', String(firms), '--seed', '1', '--out', folder]);
  console.log(`generated ${firms} firms in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function runDipper(root: string, folder: string) {
  const started = performance.now();
  const command = [join(root, 'dist/cli/main.js'), 'run', '--study', folder, '--json'];
  const peakMb = await child(root, process.execPath, command);
  return { seconds: (performance.now() - started) / 1000, peakMb };
}

/** Once more in this process, step by step. */
async function printSteps(folder: string, firms: number): Promise<void> {
  const study = await openStudy(folder);
  rmSync(study.out, { recursive: true, force: true });
  const steps: { readonly step: string; readonly at: number }[] = [];
  await runStudy(study, { onProgress: ({ step }) => steps.push({ step, at: performance.now() }) });
  const end = performance.now();
  for (const [i, { step, at }] of steps.entries()) {
    const seconds = ((steps[i + 1]?.at ?? end) - at) / 1000;
    console.log(`  ${step.padEnd(24)} ${seconds.toFixed(2)} s  ${rate(firms, seconds)}`);
  }
}
