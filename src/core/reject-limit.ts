/** A file may always have so many. */
const LEAST = 10;

/**
 * How many records of a file may be out of contract; with more of them the file is wrong, not a row.
 * @param records all of them
 * @returns max(10, 0.1 %)
 */
export const rejectLimit = (records: number): number => Math.max(LEAST, Math.floor(records / 1000));
