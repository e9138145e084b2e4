import { warning } from './print.js';

/** A document with the day that it was fitted as of; undefined where there is none. */
type Fitted = { readonly value: { readonly asOf: string } } | undefined;

/** The documents that decided. */
interface Decided {
  /** As the manifest has them: what is not approved for the day is a draft. */
  readonly documents: Readonly<Record<string, { readonly status: string }>>;
  readonly industry: Fitted;
  readonly enterprise: Fitted;
}

/**
 * What a reader of a run should know of the documents that decided: those that are not approved, and those fitted on later data,
 * which may know what came after.
 * @param decided the documents
 * @param asOf the day of the data
 */
export function documentNotes({ documents, industry, enterprise }: Decided, asOf: string): string[] {
  const drafts = Object.entries(documents)
    .filter(([, { status }]) => status !== 'approved')
    .map(([name, { status }]) => `${name}.json (${status})`);
  const later = Object.entries({ industry, enterprise }).flatMap(([name, fitted]) =>
    fitted !== undefined && fitted.value.asOf > asOf ? [`${name}.json (as of ${fitted.value.asOf})`] : [],
  );
  return [
    ...noteOf('Not approved', drafts),
    ...noteOf(`Later than the data of ${asOf}, so they may know what came after`, later),
  ];
}

const noteOf = (head: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [warning(`${head}: ${names.join(', ')}`)];
