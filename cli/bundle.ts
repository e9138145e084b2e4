import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const out = join(root, 'dist/cli');

/** Packages that every command starts with: as a few files of ours they are read in half the time; with them goes what they need. */
const BUNDLED = ['chalk', 'commander', 'papaparse', 'string-width', 'wrap-ansi', 'zod'];

/** Makes the command line out of its own files, the library's and those packages; all other packages stay where they are. */
async function bundle(): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  rmSync(out, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts', 'src/ingest/scan-worker.ts'],
    entryNames: '[name]',
    outdir: out,
    bundle: true,
    splitting: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
    // Packages in CommonJS ask for Node's own modules by require().
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
  });
  const licenses = packagesOf(metafile).map((folder) => `${basename(folder)}\n\n${licenseOf(folder)}`);
  writeFileSync(
    join(out, 'licenses.txt'),
    `These files contain the following packages.\n\n${licenses.join('\n\n')}`,
  );
}

/** The folders of the packages whose files went in, those that others need among them. */
const packagesOf = ({ inputs }: Metafile): string[] => {
  const folders = Object.keys(inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [],
  );
  return [...new Set(folders)].sort();
};

function licenseOf(folder: string): string {
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
  return readFileSync(join(root, folder, file!), 'utf8');
}

await bundle();
