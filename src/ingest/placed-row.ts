import type { Problem } from '../core/errors.js';
import type { Row } from './read-rows.js';

/** A row of judgements.csv, as text. */
export interface LongRow {
  readonly expert: string;
  readonly node: string;
  readonly left: string;
  readonly right: string;
  readonly value: string;
}

/** A row of judgements.csv, and the cell that it comes from. */
export interface PlacedRow extends LongRow {
  readonly line: number;
  readonly column: string;
}

/** The file that is converted, and what is found wrong in it. */
export interface ConvertReport {
  readonly file: string;
  readonly problems: Problem[];
}

/** A cell without blanks around it; empty where nothing stands. */
export const cellText = ({ values }: Row, name: string): string =>
  ((values[name] as string | null) ?? '').trim();
