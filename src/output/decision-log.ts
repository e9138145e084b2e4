import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mapWithPauses } from '../core/map-with-pauses.js';
import { type DecisionBody, type DecisionRecord, sealRecord } from '../document/decision-record.js';
import { appendRecords, type OnLogged } from './append-records.js';
import { lockLog } from './lock-log.js';
import { placeOfLog } from './log-place.js';
import type { LogPosition } from './read-log.js';

/**
 * Appends records under an exclusive lock, one sync for all of them: all are there afterwards, or none. Only a process that is killed
 * outright, or a machine that stops, leaves the first of them; one that loses its lock meanwhile says how many.
 * @param path decisions.jsonl
 * @param decide is called under the lock: reads what others wrote, and gives the bodies to append
 * @param onLogged hears at once of records that stand
 * @returns the sealed records
 * @throws InputError LOG_BUSY when others write for about ten minutes, LOG_CHANGED when others wrote after it was read
 */
export async function appendToLog(
  path: string,
  decide: () => Promise<{ readonly at: LogPosition; readonly bodies: readonly DecisionBody[] }>,
  onLogged?: OnLogged,
): Promise<{ readonly records: readonly DecisionRecord[]; readonly at: LogPosition }> {
  await mkdir(dirname(path), { recursive: true });
  const place = await placeOfLog(path);
  const lock = await lockLog(place);
  try {
    const { at, bodies } = await decide();
    let { last } = at;
    const records = await mapWithPauses(bodies, (body) => {
      const record = sealRecord(body, last);
      last = { seq: record.seq, hash: record.hash };
      return record;
    });
    if (records.length === 0) return { records, at };
    const bytes = await appendRecords(place, records, { lock, at: at.bytes, onLogged });
    return { records, at: { bytes: at.bytes + bytes, last } };
  } finally {
    await lock.release();
  }
}
