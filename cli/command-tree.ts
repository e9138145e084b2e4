import type { EventEmitter } from 'node:events';
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
  /** As it is written in help, e.g. `-q, --quiet` or `--study <folder>`. */
  readonly text: string;
  readonly description: string;
  /** Undefined for a flag without a value. */
  readonly values: Values | undefined;
  /** What it is without being given; undefined for nothing. */
  readonly default: unknown;
  readonly mandatory: boolean;
}

/** An argument as its command declares it. */
export interface Positional extends Values {
  readonly name: string;
  readonly description: string;
}

/** A command as its metadata describe it. */
export interface CommandNode {
  /** Words that lead to it, e.g. `models show`; empty for the program. */
  readonly path: readonly string[];
  readonly description: string;
  /** What follows its name, e.g. `[options] <loans>`. */
  readonly usage: string;
  readonly flags: readonly Flag[];
  readonly arguments: readonly Positional[];
  readonly commands: readonly CommandNode[];
  /** Lines of its help. */
  readonly examples: readonly string[];
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
    usage: command.usage(),
    flags: [...command.options.filter(({ hidden }) => !hidden).map(flagOf), HELP],
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      ...valuesOf(argument),
    })),
    commands: command.commands.map((child) => commandTree(child, [...path, child.name()])),
    examples: examplesOf(command),
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
  text: '-h, --help',
  description: 'display help for command',
  values: undefined,
  default: undefined,
  mandatory: false,
};

function flagOf(option: Option): Flag {
  const { long, short, flags, description, mandatory } = option;
  const takesValue = option.required || option.optional;
  return {
    long: long!,
    short,
    text: flags,
    description,
    values: takesValue ? valuesOf(option) : undefined,
    default: option.defaultValue,
    mandatory,
  };
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

/** What a command's help says under Examples: commander keeps it as a listener that writes. */
function examplesOf(command: Command): string[] {
  let text = '';
  const write = (part: string) => {
    text += part;
  };
  (command as unknown as EventEmitter).emit('afterHelp', { error: false, command, write });
  const lines = text.split('\n').map((line) => line.trim());
  return lines.slice(lines.indexOf('Examples:') + 1).filter((line) => line !== '');
}

/** Every command of a tree, the program first. */
export function allCommands(node: CommandNode): CommandNode[] {
  return [node, ...node.commands.flatMap(allCommands)];
}
