/** What a long job tells whoever watches it. */
export interface ProgressEvent {
  /** The step that now runs, in plain words. */
  readonly step: string;
  /** Share done in [0, 1] where it is known. */
  readonly share?: number;
}

/** Receives progress; the default ignores it. */
export type OnProgress = (event: ProgressEvent) => void;

/** Names the step that now runs, with the share of it that is done where it is known. */
export type OnStep = (step: string, share?: number) => void;

/** Steps as progress events. */
export function stepsOf(onProgress: OnProgress | undefined): OnStep {
  return (step, share) => onProgress?.({ step, ...(share === undefined ? {} : { share }) });
}
