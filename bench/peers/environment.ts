import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peer.js';

/** A virtual environment that is ready, or why it could not be made. */
export type Environment = { readonly python: string } | { readonly missing: string };

/**
 * Makes the throw-away virtual environment of a peer, or finds the one of an earlier run with the same packages.
 * @param tools folder of all environments
 */
export function environmentOf(peer: Peer, tools: string): Environment {
  const folder = join(tools, peer.environment);
  const python = join(folder, 'bin', 'python');
  const note = join(folder, 'packages.txt');
  const wanted = peer.packages.join('\n');
  if (existsSync(note) && readFileSync(note, 'utf8') === wanted) return { python };
  rmSync(folder, { recursive: true, force: true });
  const made = attempt('python3', ['-m', 'venv', folder]);
  if (made !== null) return { missing: `python3 -m venv: ${made}` };
  const installed = attempt(python, ['-m', 'pip', 'install', '--quiet', ...peer.packages]);
  if (installed !== null) return { missing: `pip install: ${installed}` };
  writeFileSync(note, wanted);
  return { python };
}

/** Runs a command to its end; null when it went well, otherwise the last thing that it said. */
function attempt(command: string, args: readonly string[]): string | null {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) return error.message;
  return status === 0 ? null : (`${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? `exit ${status}`);
}
