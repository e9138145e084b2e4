import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const root = resolve(import.meta.dirname, '..');
const out = join(root, 'dist/cli');

/** Packages that every command starts with: as a few files of ours they are read in half the time. */
const BUNDLED = ['chalk', 'commander', 'papaparse', 'zod'];

/** Makes the command line out of its own files, the library's and those packages; all other packages stay where they are. */
async function bundle(): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/main.ts', 'src/ingest/scan-worker.ts'],
    entryNames: '[name]',
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
    // Packages in CommonJS ask for Node's own modules by require().
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);",
    },
  });
  const licenses = BUNDLED.map((name) => `${name}\n\n${licenseOf(name)}`);
  writeFileSync(
    join(out, 'licenses.txt'),
    `These files contain the following packages.\n\n${licenses.join('\n\n')}`,
  );
}

function licenseOf(name: string): string {
  const folder = join(root, 'node_modules', name);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return readFileSync(join(folder, file!), 'utf8');
}

await bundle();
