import { Buffer } from 'node:buffer';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FileScan } from './scan-bytes.js';

/** What a scan found; undefined where it came to nothing: then the file is looked at in its turn. */
export type Scan = () => Promise<FileScan | undefined>;
/** Scans that are under way, by path. Nothing waits for them before they are asked. */
export type Scans = ReadonlyMap<string, Scan>;

/** A smaller file is scanned faster than a thread is started. */
const LEAST_BYTES = 32 << 20;

/**
 * Scans large files in threads of their own, while this one does something else.
 * @param paths the files
 */
export const scanAhead = (paths: readonly string[]): Scans =>
  new Map(paths.filter(isLarge).map((path) => [path, scanInThread(path)]));

function isLarge(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= LEAST_BYTES;
}

/** What cannot be read, or a thread that cannot be started, is left to whoever scans it again: they can say what is wrong. */
function scanInThread(path: string): Scan {
  let worker: Worker | undefined;
  const found = new Promise<FileScan>((done, fail) => {
    worker = new Worker(new URL('./scan-worker.js', import.meta.url), { workerData: path });
    worker.once('message', (scan: FileScan) => done({ ...scan, head: Buffer.from(scan.head) }));
    worker.once('error', fail);
  }).catch(() => undefined);
  worker?.unref();
  return () => {
    worker?.ref();
    return found;
  };
}
