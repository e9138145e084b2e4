import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ByteScan } from './scan-bytes.js';

/** Scans that are under way, by path; undefined where one came to nothing: then the file is looked at in its turn. */
export type Scans = ReadonlyMap<string, Promise<ByteScan | undefined>>;

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
function scanInThread(path: string): Promise<ByteScan | undefined> {
  return new Promise<ByteScan>((done, fail) => {
    const worker = new Worker(new URL('./scan-worker.js', import.meta.url), { workerData: path });
    worker.once('message', (scan: ByteScan) => done({ ...scan, head: Buffer.from(scan.head) }));
    worker.once('error', fail);
  }).catch(() => undefined);
}
