import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allCommands, type CommandNode, withGlobalFlags } from '../../cli/command-tree.js';
import { MAIN } from '../fixtures/cli.js';
import { root } from '../fixtures/foshan-study.js';

const pages = ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md'].concat(
  readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
);

interface Block {
  readonly page: string;
  readonly reason: string | undefined;
  /** Its lines that begin with dipper, as a shell runs them. */
  readonly lines: readonly string[];
}

/** The sh blocks of a page; `<!-- not run: reason -->` before one keeps it from being run. */
function blocksOf(page: string): Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/(?:<!-- not run: (.*?) -->\n)?```sh\n([\s\S]*?)```/g)].map(
    ([, reason, block]) => {
      const lines = block!.split('\n').map((line) => line.trim().replace(/^npx (?=dipper )/, ''));
      return { page, reason, lines: lines.filter((line) => line.startsWith('dipper ')) };
    },
  );
}

const blocks = pages.flatMap(blocksOf);
const run = blocks.filter(({ reason, lines }) => reason === undefined && lines.length > 0);

/** The sample and its documents in a place of their own, and the dipper that is built. */
function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'dipper-'));
  for (const name of ['data', 'models'])
    cpSync(join(root, name, 'foshan'), join(folder, name, 'foshan'), { recursive: true });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const script = `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`;
  writeFileSync(join(bin, 'dipper'), script);
  chmodSync(join(bin, 'dipper'), 0o755);
  return {
    cwd: folder,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    encoding: 'utf8' as const,
  };
}

describe('examples in the documentation', () => {
  it('are found, and what is not run says why', () => {
    expect(run.flatMap(({ lines }) => lines).length).toBeGreaterThanOrEqual(14);
    expect(blocks.filter(({ reason }) => reason !== undefined && reason.length < 10)).toEqual([]);
  });

  const translated = new Set(blocksOf('README.md').flatMap(({ lines }) => lines.map(bare)));

  const english = run.filter(({ page }) => page !== 'README.zh-CN.md');

  it.each(english.map(({ page, lines }, i) => [`${page}, block ${i + 1}`, lines] as const))(
    '%s: every line ends well',
    (_block, lines) => {
      const place = workplace();
      for (const line of lines) {
        const { status, stderr } = spawnSync('bash', ['-c', line], place);
        expect({ line, status, stderr: status === 0 ? '' : stderr }).toEqual({ line, status: 0, stderr: '' });
      }
    },
  );

  it('are the same in Chinese as in English', () => {
    const chinese = blocksOf('README.zh-CN.md').flatMap(({ lines }) => lines.map(bare));
    expect(new Set(chinese)).toEqual(translated);
  });
});

describe('examples that are not run', () => {
  const listed = spawnSync(process.execPath, [MAIN, 'completion', 'bash', '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const commands = allCommands(withGlobalFlags(JSON.parse(listed.stdout).commands as CommandNode));

  /** Commands and flags of a line that do not exist. */
  const unknownWords = (line: string): string[] =>
    [...line.matchAll(/(?<=^|[|&(] ?|&& )dipper ([^|&<>#)]+)/g)].flatMap(([, given]) => {
      const words = given!.trim().split(/\s+/);
      const node = commands.findLast(
        ({ path }) => path.length > 0 && path.every((word, i) => word === words[i]),
      );
      if (node === undefined) return [words.join(' ')];
      const known = node.flags.flatMap(({ long, short }) => [long, short]);
      return words.filter((word) => /^--?[a-z]/.test(word) && !known.includes(word));
    });

  it('name commands and flags that exist, also in the help of every command', () => {
    const skipped = blocks.filter(({ reason }) => reason !== undefined).flatMap(({ lines }) => lines);
    const lines = [...skipped, ...commands.flatMap(({ examples }) => examples)];
    expect(lines.length).toBeGreaterThan(60);
    expect(lines.map((line) => [line, unknownWords(line)]).filter(([, words]) => words!.length > 0)).toEqual(
      [],
    );
    expect(unknownWords('dipper run --stdy x')).toEqual(['--stdy']);
    expect(unknownWords('dipper rnu')).toEqual(['rnu']);
  });

  it('stand in the help of every command', () => {
    const bare = commands.filter(
      ({ path, commands: own, examples }) => path.length > 0 && own.length === 0 && examples.length === 0,
    );
    expect(bare.map(({ path }) => path.join(' '))).toEqual([]);
  });
});

describe('links in the documentation', () => {
  it('lead to files that are there', () => {
    const lost = pages.flatMap((page) =>
      [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
        .filter(([, target]) => !existsSync(join(root, dirname(page), target!)))
        .map(([, target]) => `${page}: ${target}`),
    );
    expect(lost).toEqual([]);
  });
});

/** A line without what is said about it. */
function bare(line: string): string {
  return line.replace(/\s+#.*$/, '');
}
