import { spawnSync } from 'node:child_process';
import { allCommands, type CommandNode, type Flag } from '../../cli/command-tree.js';

/**
 * docs/cli.md: every command as commander knows it.
 * @param root the project's folder
 */
export function cliPage(root: string): string {
  const args = ['--import', 'tsx', 'cli/main.ts', 'completion', 'bash', '--json'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const program = JSON.parse(stdout).commands as CommandNode;
  const commands = allCommands(program).filter(
    ({ path, commands: own }) => path.length > 0 && own.length === 0,
  );
  const list = commands.map((node) => `- [\`${titleOf(node)}\`](#${anchorOf(node)}): ${node.description}`);
  return `# Commands

<!-- Made by npm run docs from the metadata of the command line: do not edit. -->

${program.description} \`dipper --help\` and \`dipper COMMAND --help\` say the same in a terminal; \`dipper completion\` makes shells complete it.

Flags of every command:

${flagTable(program.flags)}

With \`--json\` a command prints one JSON document on stdout: the bare result, or \`{"error": {"code", "message", "problems"}}\`, with the same exit code. Exit codes: 0 ok, 1 our bug, 2 input or usage, 3 document, 4 a verdict, 130 interrupt (143 SIGTERM, 129 SIGHUP); [errors.md](errors.md) lists every code. Progress and notices go to stderr: progress on a terminal only, neither with \`--quiet\`. \`NO_COLOR\` is respected.

${list.join('\n')}

${commands.map(section).join('\n\n')}
`;
}

const titleOf = ({ path }: CommandNode): string => ['dipper', ...path].join(' ');
const anchorOf = (node: CommandNode): string => titleOf(node).replaceAll(' ', '-');

function section(node: CommandNode): string {
  const { description, usage, flags, arguments: positional, examples } = node;
  const named = positional.filter((each) => each.description !== '' || each.words.length > 0);
  const given = named.map(
    (each) => `- \`${each.name}\`: ${[each.description, oneOf(each.words)].filter(Boolean).join('; ')}`,
  );
  const own = flags.filter(({ long }) => long !== '--help');
  return [
    `## ${titleOf(node)}`,
    sentence(description),
    `\`\`\`text\n${titleOf(node)} ${usage}\n\`\`\``,
    given.join('\n'),
    own.length === 0 ? '' : flagTable(own),
    examples.length === 0
      ? ''
      : `<!-- not run: the help's examples; files and runs stand for the reader's -->\n\`\`\`sh\n${examples.join('\n')}\n\`\`\``,
  ]
    .filter(Boolean)
    .join('\n\n');
}

const oneOf = (words: readonly string[]): string =>
  words.length === 0 ? '' : `one of ${words.map((word) => `\`${word}\``).join(', ')}`;

const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

function flagTable(flags: readonly Flag[]): string {
  const rows = flags.map(({ text, description, values, default: standard, mandatory }) => {
    const told = [description, oneOf(values?.words ?? [])].filter(Boolean).join('; ');
    const otherwise = mandatory
      ? 'required'
      : standard === undefined || standard === false
        ? ''
        : `\`${standard}\``;
    return `| \`${text}\` | ${cell(told)} | ${otherwise} |`;
  });
  return ['| flag | what it does | default |', '|---|---|---|', ...rows].join('\n');
}

/** A text inside a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
