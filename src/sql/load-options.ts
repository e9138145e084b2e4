import type { Column } from '../document/column.js';
import type { Classification } from '../document/industry-spec.js';
import type { Stage } from './stage.js';

/** A company file, looked at: its columns in file order, and the contract's columns that it lacks. */
export interface LoadSource {
  readonly path: string;
  readonly bytes: number;
  /** About how long a record is. */
  readonly recordBytes: number;
  /** Bytes of the longest line, where one is longer than a mebibyte; otherwise 0. */
  readonly longestLine: number;
  readonly delimiter: string;
  readonly columns: readonly Column[];
  readonly absent: readonly Column[];
  readonly missingTexts: readonly string[];
  /** The text is a copy in which no number has blanks around it. */
  readonly isTrimmed?: true;
}

/** What is loaded from a company file. */
export interface LoadOptions {
  readonly source: LoadSource;
  /** The columns to load; the others are read over. */
  readonly wanted: ReadonlySet<string>;
  /** What industry codes are checked against; null checks none. */
  readonly classification: Classification | null;
  readonly table: string;
  /** How many threads read. */
  readonly threads: number;
  /** How often the file was read before, in other pieces; default 0. */
  readonly attempt?: number;
  /** Stages that begin at the loaded rows, `LOADED_ROWS`: the table holds what they make of them, in one pass over the file. */
  readonly stages?: readonly Stage[];
}
