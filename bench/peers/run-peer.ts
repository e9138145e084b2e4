import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Measured, type Peer, STAGES, type Stage } from './peer.js';

/** What a peer is run with. */
export interface PeerRun {
  readonly python: string;
  readonly csv: string;
  /** Seconds after which the process is ended. */
  readonly limit: number;
}

/**
 * Runs a peer in a process of its own.
 * @throws Error with the last line that it wrote when it failed
 */
export async function runPeer(peer: Peer, run: PeerRun): Promise<Measured> {
  const script = join(import.meta.dirname, peer.script);
  const started = performance.now();
  const process = spawn(run.python, ['-B', '-W', 'ignore', script, run.csv, ...peer.args], {
    env: peerEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const progress = followProgress(process, started);
  const ended = await endOf(process, run.limit);
  if (ended === 'cut') return cutOff(peer, progress, run.limit);
  if (ended !== 0) throw new Error(progress.lastLine || `exit ${ended}`);
  const { stages, peakMb, auc, versions } = JSON.parse(progress.output);
  const whole = (performance.now() - started) / 1000;
  return { name: peer.name, seconds: { ...stages, whole }, over: {}, peakMb, auc, versions };
}

/** The environment without the pair of settings that picks a slow kernel for numpy. */
function peerEnvironment(): NodeJS.ProcessEnv {
  const { OPENBLAS_CORETYPE: _kernel, OPENBLAS_L2_SIZE: _cache, ...rest } = process.env;
  return rest;
}

interface Progress {
  output: string;
  lastLine: string;
  /** Seconds of the stages that have ended. */
  readonly seconds: Partial<Record<Stage, number>>;
  /** Seconds from the start of the process to the end of its last stage. */
  reached: number;
}

/** Gathers what a process prints; lines `stage NAME SECONDS` on stderr say how far it is. */
function followProgress({ stdout, stderr }: ChildProcess, started: number): Progress {
  const progress: Progress = { output: '', lastLine: '', seconds: {}, reached: 0 };
  stdout!.setEncoding('utf8').on('data', (text: string) => {
    progress.output += text;
  });
  stderr!.setEncoding('utf8').on('data', (text: string) => {
    progress.lastLine = text.trim().split('\n').at(-1)!;
    for (const [, stage, seconds] of text.matchAll(/^stage (\w+) ([\d.]+)$/gm)) {
      progress.seconds[stage as Stage] = Number(seconds);
      progress.reached = (performance.now() - started) / 1000;
    }
  });
  return progress;
}

/** The exit code, or `cut` when the process and its own children had to be ended after `limit` seconds. */
function endOf(started: ChildProcess, limit: number): Promise<number | null | 'cut'> {
  const end = () => process.kill(-started.pid!, 'SIGKILL');
  const interrupted = () => {
    end();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  return new Promise((done, failed) => {
    let isCut = false;
    const timer = setTimeout(() => {
      isCut = true;
      end();
    }, limit * 1000);
    started.on('error', failed);
    started.on('close', (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      done(isCut ? 'cut' : code);
    });
  });
}

function cutOff(peer: Peer, { seconds, reached }: Progress, limit: number): Measured {
  const running = STAGES.find((stage) => seconds[stage] === undefined)!;
  const over = { [running]: limit - reached, whole: limit };
  return { name: peer.name, seconds, over, peakMb: null, auc: null, versions: {} };
}
