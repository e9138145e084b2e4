import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIN } from '../fixtures/cli.js';
import { root } from '../fixtures/foshan-study.js';

const folder = mkdtempSync(join(tmpdir(), 'dipper-'));

function script(shell: string): string {
  const args = [MAIN, 'completion', shell];
  const path = join(folder, `dipper.${shell}`);
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect(status).toBe(0);
  writeFileSync(path, stdout);
  return path;
}

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** What a shell offers for each line, by a driver that prints one line of words for each. */
function offers(shell: string, driver: (path: string) => string, lines: readonly string[]): string[][] {
  const path = join(folder, `driver.${shell}`);
  writeFileSync(path, `${driver(script(shell))}\n${lines.map((line) => `try ${line}`).join('\n')}\n`);
  const made = spawnSync(shell, [path], { cwd: root, encoding: 'utf8' });
  expect(made.stderr).toBe('');
  return made.stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').filter(Boolean));
}

const bash = (path: string) => `source ${path}
try() { COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); COMPREPLY=(); _dipper; echo "\${COMPREPLY[*]}"; }`;

/** The functions of zsh's completion system, as far as the script uses them. */
const zsh = (path: string) => `compdef() { :; }
compadd() { shift; print -r -- "$@"; }
_describe() { local -a all; all=(\${(P)2}); print -r -- \${all%%:*}; }
_files() { print -r -- files $1; }
source ${path}
try() { words=("$@"); CURRENT=$#; _dipper; }`;

const fish = (path: string) => `source ${path}
function try
  echo (complete -C (string join ' ' $argv) | string replace -r '\\t.*' '' | string collect | string split \\n)
end`;

describe('completion', () => {
  it('in bash: commands, subcommands, choices, flags, folders', () => {
    const found = offers('bash', bash, [
      'dipper va',
      'dipper models ""',
      'dipper models show ""',
      'dipper run --lang ""',
      'dipper lines --format p',
      'dipper run --',
      'dipper --quiet run --la',
      'dipper run --study data/fo',
    ]);
    expect(found.slice(0, 5)).toEqual([
      ['validate'],
      ['list', 'show', 'diff'],
      ['enterprise', 'industry', 'policy'],
      ['en', 'zh'],
      ['parquet'],
    ]);
    expect(found[5]).toEqual(expect.arrayContaining(['--study', '--lang', '--json', '--help', '--quiet']));
    expect(found[5]).not.toContain('--run');
    expect(found.slice(6)).toEqual([['--lang'], ['data/foshan']]);
  });

  it.skipIf(!has('zsh'))('in zsh', () => {
    const found = offers('zsh', zsh, [
      'dipper models ""',
      'dipper models show ""',
      'dipper run --lang ""',
      'dipper run --',
      'dipper run --study ""',
      'dipper decide ""',
    ]);
    expect(found.slice(0, 3)).toEqual([
      ['list', 'show', 'diff'],
      ['enterprise', 'industry', 'policy'],
      ['en', 'zh'],
    ]);
    expect(found[3]).toEqual(expect.arrayContaining(['--study', '--lang', '--quiet']));
    expect(found.slice(4)).toEqual([['files', '-/'], ['files']]);
  });

  it.skipIf(!has('fish'))('in fish', () => {
    const found = offers('fish', fish, [
      'dipper va',
      'dipper models sh',
      '"dipper models show "',
      '"dipper run --lang "',
    ]);
    expect(found).toEqual([['validate'], ['show'], ['enterprise', 'industry', 'policy'], ['en', 'zh']]);
  });

  it('knows no other shell', () => {
    const args = [MAIN, 'completion', 'tcsh'];
    expect(spawnSync(process.execPath, args, { cwd: root }).status).toBe(2);
  });
});
