import { parentPort, workerData } from 'node:worker_threads';
import { scanFile } from './scan-bytes.js';

/** A thread of its own: scans the file it is started with, and says what it found. */
parentPort!.postMessage(await scanFile(workerData as string));
