import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** What is decided stands in the log for good: a table that cannot be written is told before. */
export const assertFolder = (out: string): Promise<void> => access(dirname(resolve(out)), constants.W_OK);
