/** What a spreadsheet takes for the start of a formula, after space (OWASP CSV injection, with full-width twins). */
const DANGEROUS = /^[\s\u00a0\u3000]*[=+\-@\t\r\n\0＝＋－＠]/u;

const LINE_END = /[\r\n]/;

/**
 * Makes a text harmless in a spreadsheet: each physical line that could start a formula gets a leading single quote.
 * Numbers are not texts and are never changed.
 * @param text any text
 * @source OWASP, CSV Injection
 */
export function defuse(text: string): string {
  if (!LINE_END.test(text)) return DANGEROUS.test(text) ? `'${text}` : text;
  return text
    .split(/(\r\n|\r|\n)/)
    .map((part, i) => (i % 2 === 0 && DANGEROUS.test(part) ? `'${part}` : part))
    .join('');
}
