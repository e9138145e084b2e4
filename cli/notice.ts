let isHushed = false;
let isDrawn = false;

/** Whether progress and notices are kept off stderr from now on; errors are told all the same. */
export function hush(hushed: boolean): void {
  isHushed = hushed;
}

/** Whether notices are kept off stderr. */
export const isQuiet = (): boolean => isHushed;

/** Whether stderr is a terminal that progress may be drawn on. */
export const isWatched = (): boolean => process.stderr.isTTY === true && !isHushed;

/** Draws over the line that was drawn before. */
export function drawLine(text: string): void {
  process.stderr.write(`\r\x1b[2K${text}`);
  isDrawn = true;
}

/** Takes away what was drawn, so that what follows begins at the margin. */
export function clearLine(): void {
  if (isDrawn) process.stderr.write('\r\x1b[2K');
  isDrawn = false;
}

/** Tells a person something beside the result, on stderr. */
export function notice(text: string): void {
  if (isHushed) return;
  clearLine();
  process.stderr.write(`${text}\n`);
}
