/** Shows the step that runs on a terminal's stderr; silent in a pipe. */
export function showProgress(): (event: { readonly step: string }) => void {
  if (!process.stderr.isTTY) return () => {};
  const clear = () => process.stderr.write('\r\x1b[2K');
  process.once('exit', clear);
  return ({ step }) => {
    clear();
    process.stderr.write(`${step} …`);
  };
}
