import { InputError, type Problem } from '../core/errors.js';

/** Reads several files and keeps the problems of all of them. */
export interface Gatherer {
  /** What a reader gives, or undefined when its file has problems. */
  readonly read: <T>(reader: () => Promise<T>) => Promise<T | undefined>;
  /** Throws when any file had problems: the one error there was, or one error with all problems. */
  readonly assertNone: () => void;
}

/** A fresh gatherer. */
export function gatherProblems(): Gatherer {
  const errors: InputError[] = [];
  return {
    read: async (reader) => {
      try {
        return await reader();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        errors.push(error);
        return undefined;
      }
    },
    assertNone: () => {
      if (errors.length === 0) return;
      if (errors.length === 1) throw errors[0];
      const problems: Problem[] = errors.flatMap((error) => error.problems);
      throw new InputError('FILE_PROBLEM', `${errors.length} files cannot be used`, problems);
    },
  };
}
