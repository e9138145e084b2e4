import { Buffer } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { lineMeter } from './line-meter.js';

const WRITE_AT = 1 << 20;

/** Gathers lines and writes them in large pieces. */
export function lineWriter(output: FileHandle) {
  const meter = lineMeter();
  let [lines, bytes, size] = [0, 0, 0];
  let waiting: string[] = [];
  const flush = async () => {
    const piece = Buffer.from(waiting.join(''));
    [waiting, size] = [[], 0];
    meter.push(piece);
    bytes += piece.length;
    await output.writeFile(piece);
  };
  return {
    write: (record: string) => {
      waiting.push(record, '\n');
      size += record.length;
      lines++;
      for (let at = record.indexOf('\n'); at >= 0; at = record.indexOf('\n', at + 1)) lines++;
    },
    lines: () => lines,
    flush,
    flushWhenFull: async () => {
      if (size >= WRITE_AT) await flush();
    },
    measured: () => ({ bytes, longestLine: meter.longest(), lines: meter.lines() }),
  };
}
