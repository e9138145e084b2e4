import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gateText } from '../../src/text/gate.js';
import { advice, facts, noCodes } from './error-advice.js';

/** A code as the source has it. */
export interface FoundCode {
  readonly code: string;
  /** Files that name it. */
  readonly files: readonly string[];
  /** Class of the error that is thrown with it; undefined for codes of problems alone. */
  readonly thrownAs: string | undefined;
}

const LITERAL = /'([A-Z][A-Z0-9]{2,}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;
const THROWN = /new (\w*Error|UnsupportedInDialect)\(\s*'([A-Z_]+)'/g;

/**
 * Every word in capitals between quotes in the source, but for those that are no codes.
 * @param root the project's folder
 */
export function codesInSource(root: string): FoundCode[] {
  const files = new Map<string, Set<string>>();
  const thrown = new Map<string, string>();
  for (const folder of ['src', 'cli'])
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
      const path = join(entry.parentPath, entry.name);
      const text = readFileSync(path, 'utf8');
      for (const [, code] of text.matchAll(LITERAL)) {
        if (noCodes.includes(code!)) continue;
        files.set(code!, (files.get(code!) ?? new Set()).add(relative(root, path)));
      }
      for (const [, kind, code] of text.matchAll(THROWN)) thrown.set(code!, kind!);
    }
  return [...files]
    .map(([code, paths]) => ({ code, files: [...paths].sort(), thrownAs: thrown.get(code) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** What a code means that is no error; undefined for errors. */
export function factOf(code: string): { readonly en: string; readonly zh: string } | undefined {
  const [en, zh] = (['en', 'zh'] as const).map((language) => gateText({ code }, language));
  if (en !== code) return { en: en!, zh: zh! };
  return facts[code];
}

const EXITS: Readonly<Record<string, string>> = {
  InputError: '2',
  DocumentError: '3',
  UnsupportedInDialect: '3',
  DipperError: '1',
};

/** docs/errors.md: every code in the source, where it comes from and what to do. */
export function errorsPage(root: string): string {
  const codes = codesInSource(root);
  const where = ({ files }: FoundCode) => files.map((file) => `\`${file}\``).join(', ');
  const thrown = codes.filter(({ code, thrownAs }) => thrownAs !== undefined && code in advice);
  const problems = codes.filter(({ code, thrownAs }) => thrownAs === undefined && code in advice);
  const told = codes.flatMap(({ code }) => {
    const fact = factOf(code);
    return fact === undefined ? [] : [`| \`${code}\` | ${fact.en} | ${fact.zh} |`];
  });
  return `# Errors

<!-- Made by npm run docs from the source and docs/generate/error-advice.ts: do not edit. -->

An error has a code, a message and a list of problems; each problem has a code of its own and says where it is, what was found and what was expected. All problems of a job are collected and told at once. With \`--json\` they stand under \`error\`. Row problems of the company table reject the row and go to rejects.csv while they leave at most max(10, 0.1 %) of the records outside.

Exit codes: 0 ok; 1 our bug; 2 \`InputError\`, or a wrong flag; 3 \`DocumentError\` or \`UnsupportedInDialect\`; 4 a verdict (\`verify\` found a difference, \`validate\` or \`monitor\` fails, \`monitor\` of runs by different cards, a log does not replay); 130 interrupt (143 SIGTERM, 129 SIGHUP).

## Codes that stop a job

| code | exit | what to do | in |
|---|---|---|---|
${thrown.map((found) => `| \`${found.code}\` | ${EXITS[found.thrownAs!]} | ${advice[found.code]} | ${where(found)} |`).join('\n')}

## Codes of single problems

| code | what to do | in |
|---|---|---|
${problems.map((found) => `| \`${found.code}\` | ${advice[found.code]} | ${where(found)} |`).join('\n')}

## Codes on lists and in decisions

These are no errors: gates that a firm failed, reasons of a decision, caps that stopped a firm. The codes of rules (\`REVENUE_OUT\` and so on) stand in policy.json with their texts; a rule whose data are missing adds \`_UNKNOWN\`. \`OVERDUE_30\` means 30 days overdue or more.

| code | meaning | 含义 |
|---|---|---|
${told.join('\n')}
`;
}
