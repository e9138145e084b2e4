import type { Argument, Command, Option } from 'commander';

/** What may follow: nothing fixed, one of several words, a file or a folder. */
export interface Values {
  readonly kind: 'free' | 'words' | 'file' | 'folder';
  readonly words: readonly string[];
}

/** A flag as its command declares it. */
export interface Flag {
  readonly long: string;
  readonly short: string | undefined;
  readonly description: string;
  /** Undefined for a flag without a value. */
  readonly values: Values | undefined;
}

/** A command as its metadata describe it. */
export interface CommandNode {
  /** Words that lead to it, e.g. `models show`; empty for the program. */
  readonly path: readonly string[];
  readonly description: string;
  readonly flags: readonly Flag[];
  readonly arguments: readonly Values[];
  readonly commands: readonly CommandNode[];
}

/**
 * The commands of a program, from commander's own metadata.
 * @param command the program, or a command of it
 * @param path the words that lead to it
 */
export function commandTree(command: Command, path: readonly string[] = []): CommandNode {
  return {
    path,
    description: command.description(),
    flags: [...command.options.filter(({ hidden }) => !hidden).map(flagOf), HELP],
    arguments: command.registeredArguments.map(valuesOf),
    commands: command.commands.map((child) => commandTree(child, [...path, child.name()])),
  };
}

/** A tree whose commands have the program's own flags too, but for its version: they may stand anywhere. */
export function withGlobalFlags(root: CommandNode): CommandNode {
  const shared = root.flags.filter(({ long }) => long !== '--version' && long !== HELP.long);
  const add = (node: CommandNode): CommandNode => ({
    ...node,
    flags: [...node.flags, ...shared],
    commands: node.commands.map(add),
  });
  return { ...root, commands: root.commands.map(add) };
}

const HELP: Flag = {
  long: '--help',
  short: '-h',
  description: 'display help for command',
  values: undefined,
};

function flagOf(option: Option): Flag {
  const { long, short, description } = option;
  const takesValue = option.required || option.optional;
  return { long: long!, short, description, values: takesValue ? valuesOf(option) : undefined };
}

/** Choices where there are any; otherwise what the placeholder says, e.g. `<file>`. */
function valuesOf(described: Option | Argument): Values {
  const { argChoices } = described;
  if (argChoices !== undefined) return { kind: 'words', words: argChoices };
  const name = 'flags' in described ? (/[<[]([^>\]]+)/.exec(described.flags)?.[1] ?? '') : described.name();
  const isFolder = /folder/.test(name);
  const isFile = /file|applications|invoices|loans|before|after|source/.test(name);
  return { kind: isFolder ? 'folder' : isFile ? 'file' : 'free', words: [] };
}

/** Every command of a tree, the program first. */
export function allCommands(node: CommandNode): CommandNode[] {
  return [node, ...node.commands.flatMap(allCommands)];
}
