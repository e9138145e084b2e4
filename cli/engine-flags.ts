import { showProgress } from './progress.js';

/** Flags of every command that reads the company table of a study. */
export interface EngineFlags {
  readonly study: string;
  readonly memory?: string;
  readonly threads?: number;
  readonly spill?: string;
  readonly json?: boolean;
}

/** The library's options for these flags, with progress on a terminal. */
export function engineOptions({ memory, threads, spill }: EngineFlags) {
  return {
    onProgress: showProgress(),
    ...(memory === undefined ? {} : { memoryLimit: memory }),
    ...(threads === undefined ? {} : { threads }),
    ...(spill === undefined ? {} : { spillFolder: spill }),
  };
}
