import { InvalidArgumentError, Option } from 'commander';

export const study = () => new Option('--study <folder>', 'the folder with dipper.json').default('.');
export const language = (what: string) =>
  new Option('--lang <language>', what).choices(['en', 'zh']).default('en');
export const json = () => new Option('--json', 'print one JSON document on stdout');

export const memory = () =>
  new Option('--memory <size>', 'most memory before spilling to disk, e.g. 1GB').argParser(
    matching(/^\d+(\.\d+)?(KB|MB|GB|TB)$/i, 'a size such as 500MB or 1.5GB'),
  );
export const threads = () =>
  new Option('--threads <n>', 'worker threads').argParser((text) =>
    Number(matching(/^[1-9]\d{0,2}$/, 'a whole number from 1 to 999')(text)),
  );

export const spill = () => new Option('--spill <folder>', 'folder to spill to (default: beside the runs)');

/** Reads an option that must look like something. */
export function matching(pattern: RegExp, expected: string): (text: string) => string {
  return (text) => {
    if (pattern.test(text)) return text;
    throw new InvalidArgumentError(`Expected ${expected}.`);
  };
}

export const examples = (...lines: readonly string[]) =>
  `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
