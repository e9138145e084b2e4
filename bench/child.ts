import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs a child to its end and returns its peak resident memory in MB, as the kernel reports it. */
export function child(root: string, command: string, args: readonly string[]): Promise<number> {
  return new Promise((done, failed) => {
    const started = spawn(command, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentPeak(started.pid));
    }, 20);
    started.on('exit', (code) => {
      clearInterval(watch);
      if (code === 0) done(peak);
      else failed(new Error(`${command} ${args.join(' ')} exited ${code}`));
    });
  });
}

function residentPeak(pid: number | undefined): number {
  try {
    const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+) kB/);
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
