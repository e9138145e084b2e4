/** Whole numbers between two ends, which are among them; without `most` there is no end. */
export interface WholeRange {
  readonly least: number;
  readonly most?: number;
}

/** What options with whole numbers take, in the library and on the command line. */
export const RANGES = {
  /** Worker threads. */
  threads: { least: 1, most: 999 },
  /** Firms that are verified. */
  sample: { least: 1, most: 9_999_999_999 },
  /** Firms that are visited. */
  visits: { least: 1, most: 999_999 },
  /** Seeds of draws, as dipper.json has them. */
  seed: { least: 0, most: 0xffffffff },
  /** Splits of a run into random halves. */
  halves: { least: 0, most: 9999 },
  /** Reasons that a firm is told. */
  reasons: { least: 0 },
} as const satisfies Readonly<Record<string, WholeRange>>;

/** How much memory an engine may take. */
export const MEMORY_SIZE = {
  pattern: /^\d{1,5}(\.\d+)?(KB|MB|GB|TB)$/i,
  expected: 'a size such as 500MB or 1.5GB',
} as const;
