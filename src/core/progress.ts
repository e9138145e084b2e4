/** What a long job tells whoever watches it. */
export interface ProgressEvent {
  /** The step that now runs, in plain words. */
  readonly step: string;
  /** Share done in [0, 1] where it is known. */
  readonly share?: number;
}

/** Receives progress; the default ignores it. */
export type OnProgress = (event: ProgressEvent) => void;
