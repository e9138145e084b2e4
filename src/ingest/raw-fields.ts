/**
 * The fields of one record as they stand, quotes and all.
 * @param record without its line end
 * @returns undefined when its quotes do not pair
 */
export function rawFields(record: string, delimiter: string): string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; ; ) {
    const end = record[at] === '"' ? afterQuote(record, at + 1) : record.indexOf(delimiter, at);
    if (end === undefined || (end >= 0 && end < record.length && record[end] !== delimiter)) return undefined;
    if (end < 0 || end === record.length) return [...fields, record.slice(at)];
    fields.push(record.slice(at, end));
    at = end + 1;
  }
}

/** Where a quoted field ends, just after the quote that closes it. */
function afterQuote(record: string, from: number): number | undefined {
  for (let at = from; ; at += 2) {
    at = record.indexOf('"', at);
    if (at < 0) return undefined;
    if (record[at + 1] !== '"') return at + 1;
  }
}

/** The text that a raw field stands for. */
export const unquoted = (field: string): string =>
  field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;

/** A text as a field, in quotes where it needs them. */
export function quoted(text: string, delimiter: string): string {
  const isPlain = !text.includes(delimiter) && !/["\r\n]/.test(text);
  return isPlain ? text : `"${text.replaceAll('"', '""')}"`;
}
