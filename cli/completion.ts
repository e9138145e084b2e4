import type { Command } from 'commander';
import {
  allCommands,
  type CommandNode,
  commandTree,
  type Flag,
  type Values,
  withGlobalFlags,
} from './command-tree.js';
import { printJson } from './print.js';

/** The shells that there is a script for. */
export type Shell = 'bash' | 'zsh' | 'fish';

/** `dipper completion`: a script that completes commands, flags and choices; as JSON with the commands it was made of. */
export function completion(shell: Shell, dipper: Command, flags: { readonly json?: boolean }): void {
  const commands = commandTree(dipper);
  const script = SCRIPTS[shell](withGlobalFlags(commands));
  if (flags.json) printJson({ shell, script, commands });
  else process.stdout.write(script);
}

const SCRIPTS: Readonly<Record<Shell, (root: CommandNode) => string>> = { bash, zsh, fish };

/** How a place is written: the words that lead to it, each after a blank. */
const at = ({ path }: CommandNode): string => path.map((word) => ` ${word}`).join('');

/** The cases that lead from a place to the next: ` models show` and so on. */
const places = (root: CommandNode): string =>
  allCommands(root)
    .slice(1)
    .map((node) => `"${at(node)}"`)
    .join('|');

const namesOf = ({ long, short }: Flag): string[] => (short === undefined ? [long] : [long, short]);

interface Valued {
  readonly node: CommandNode;
  readonly flag: Flag;
  readonly values: Values;
}

/** Flags that take a value, with the commands that have them. */
const valued = (root: CommandNode): Valued[] =>
  allCommands(root).flatMap((node) =>
    node.flags.flatMap((flag) => (flag.values === undefined ? [] : [{ node, flag, values: flag.values }])),
  );

function bash(root: CommandNode): string {
  const generate: Readonly<Record<Values['kind'], (words: readonly string[]) => string>> = {
    free: () => 'COMPREPLY=()',
    words: (words) => `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$cur"))`,
    file: () => 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur"))',
    folder: () => 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur"))',
  };
  const values = valued(root).map(({ node, flag, values: { kind, words } }) => {
    const cases = namesOf(flag).map((name) => `"${at(node)} ${name}"`);
    return `    ${cases.join('|')}) ${generate[kind](words)}; return;;`;
  });
  const words = allCommands(root).map((node) => {
    const next = [...node.commands.map(({ path }) => path.at(-1)!), ...firstWords(node)];
    const flags = node.flags.map(({ long }) => long);
    return `    "${at(node)}") words="${next.join(' ')}"; flags="${flags.join(' ')}";;`;
  });
  return `# bash completion for dipper: eval "$(dipper completion bash)"
_dipper() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" at="" words="" flags="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
      ${places(root)}) at="$at \${COMP_WORDS[i]}";;
    esac
  done
  case "$at $prev" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
  if [[ $cur == -* ]]; then words="$flags"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  if [[ -z $words ]]; then compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); fi
}
complete -F _dipper dipper
`;
}

/** Words that the first argument of a command may be. */
const firstWords = ({ arguments: [first] }: CommandNode): readonly string[] => first?.words ?? [];

/** A text in single quotes, as zsh and fish read it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function zsh(root: CommandNode): string {
  const generate: Readonly<Record<Values['kind'], (words: readonly string[]) => string>> = {
    free: () => 'return',
    words: (words) => `compadd -- ${words.join(' ')}`,
    file: () => '_files',
    folder: () => '_files -/',
  };
  const values = valued(root).map(({ node, flag, values: { kind, words } }) => {
    const cases = namesOf(flag).map((name) => `"${at(node)} ${name}"`);
    return `    ${cases.join('|')}) ${generate[kind](words)}; return;;`;
  });
  const item = (name: string, description: string) => quoted(`${name}:${description}`);
  const words = allCommands(root).map((node) => {
    const next = node.commands.map(({ path, description }) => item(path.at(-1)!, description));
    const given = firstWords(node).map((word) => item(word, ''));
    const flags = node.flags.map(({ long, description }) => item(long, description));
    return `    "${at(node)}") items=(${[...next, ...given].join(' ')}); flags=(${flags.join(' ')});;`;
  });
  return `#compdef dipper
# zsh completion for dipper: eval "$(dipper completion zsh)"
_dipper() {
  local at="" i
  local -a items flags
  for ((i = 2; i < CURRENT; i++)); do
    case "$at $words[i]" in
      ${places(root)}) at="$at $words[i]";;
    esac
  done
  case "$at $words[CURRENT-1]" in
${values.join('\n')}
  esac
  case "$at" in
${words.join('\n')}
  esac
  if [[ $words[CURRENT] == -* ]]; then _describe flag flags; return; fi
  if (( $#items )); then _describe word items; else _files; fi
}
if [[ $funcstack[1] == _dipper ]]; then _dipper "$@"; else compdef _dipper dipper; fi
`;
}

function fish(root: CommandNode): string {
  const generate: Readonly<Record<Values['kind'], (words: readonly string[]) => string>> = {
    free: () => '-x',
    words: (words) => `-xa ${quoted(words.join(' '))}`,
    file: () => '-rF',
    folder: () => "-xa '(__fish_complete_directories)'",
  };
  const lines = allCommands(root).flatMap((node) => {
    const here = `complete -c dipper -n "__dipper_at '${at(node)}'"`;
    const next = node.commands.map(
      ({ path, description }) => `${here} -fa ${path.at(-1)!} -d ${quoted(description)}`,
    );
    const given = firstWords(node).map((word) => `${here} -fa ${word}`);
    const flags = node.flags.map(({ long, short, description, values }) => {
      const names = `-l ${long.slice(2)}${short === undefined ? '' : ` -s ${short.slice(1)}`}`;
      const value = values === undefined ? '' : ` ${generate[values.kind](values.words)}`;
      return `${here} ${names} -d ${quoted(description)}${value}`;
    });
    return [...next, ...given, ...flags];
  });
  return `# fish completion for dipper: dipper completion fish | source
function __dipper_at
  set -l at ''
  for word in (commandline -opc)[2..]
    switch "$at $word"
      case ${places(root).replaceAll('|', ' ')}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}
