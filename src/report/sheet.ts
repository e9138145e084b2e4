/** A whole sheet in one language. */
export interface Sheet {
  readonly title: string;
  readonly subtitle: string;
  readonly notices: readonly string[];
  /** The few figures that matter most: name and value. */
  readonly headline: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly SheetPart[];
  readonly foot: string;
}

/** A part of a sheet in one language, whatever it is written as. */
export interface SheetPart {
  readonly id: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns of words, 0-based. */
  readonly words: readonly number[];
  /** What is said under the title. */
  readonly note?: string;
}
