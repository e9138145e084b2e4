/** What a spreadsheet takes for the start of a formula, after space (OWASP CSV injection, with full-width twins). */
const DANGEROUS = /^[\s\u00a0\u3000]*[=+\-@\t\r\n\0＝＋－＠]/u;

const LINE_END = /(\r\n|\r|\n)/;

/**
 * Makes a text harmless in a spreadsheet: each physical line that could start a formula gets a leading single quote.
 * Numbers are not texts and are never changed.
 * @param text any text
 * @source OWASP, CSV Injection
 */
export const defuse = (text: string): string =>
  eachLine(text, (line) => (DANGEROUS.test(line) ? `'${line}` : line));

/**
 * The text that a defused one was made of: what Dipper wrote reads back as the same name. Any other text stays as it is.
 * @param text a text of a file that Dipper may have written
 */
export const undefused = (text: string): string =>
  eachLine(text, (line) => (line.startsWith("'") && DANGEROUS.test(line.slice(1)) ? line.slice(1) : line));

const eachLine = (text: string, change: (line: string) => string): string =>
  LINE_END.test(text)
    ? text
        .split(LINE_END)
        .map((part, i) => (i % 2 === 0 ? change(part) : part))
        .join('')
    : change(text);
