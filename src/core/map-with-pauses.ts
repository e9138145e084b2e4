import { setImmediate } from 'node:timers/promises';

/** So many values are mapped between two pauses. */
const BETWEEN = 256;

/**
 * Maps values one after the other and lets timers and signals through now and then: a lock that is held meanwhile stays renewed.
 * @param values what to map
 * @param map is called in order
 */
export async function mapWithPauses<T, R>(values: readonly T[], map: (value: T) => R): Promise<R[]> {
  const mapped: R[] = [];
  for (const value of values) {
    if (mapped.length % BETWEEN === BETWEEN - 1) await setImmediate();
    mapped.push(map(value));
  }
  return mapped;
}
