import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './median.js';

const TURNS = 9;

/** Prints how long `dipper --version` takes beside a Node that does nothing. */
export function benchStart(root: string): void {
  const [node, dipper]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    node.push(time('-e', '0'));
    dipper.push(time(join(root, 'dist/cli/main.js'), '--version'));
  }
  const [bare, own] = [median(node), median(dipper)];
  console.log(
    `dipper --version      ${own.toFixed(0)} ms, ${(own / bare).toFixed(2)} times node -e 0 (${bare.toFixed(0)} ms; medians of ${TURNS} turns)`,
  );
}

function time(...args: readonly string[]): number {
  const started = performance.now();
  spawnSync(process.execPath, args, { stdio: 'ignore' });
  return performance.now() - started;
}
