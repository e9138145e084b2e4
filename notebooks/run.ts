/** Executes every notebook headless. `npm run notebooks`; skips plainly where Jupyter is absent. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const DENO = 'deno@2.9.6';
const root = resolve(import.meta.dirname, '..');
const tools = join(root, 'out', '.notebook-tools');

const works = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function skip(reason: string): never {
  console.log(`notebooks skipped: ${reason}`);
  process.exit(0);
}

/** Deno from the path, or installed beside the runs the first time. */
function findDeno(): string {
  if (works('deno', '--version')) return 'deno';
  const own = join(tools, 'node_modules', '.bin', 'deno');
  if (works(own, '--version')) return own;
  mkdirSync(tools, { recursive: true });
  spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', tools, DENO], {
    stdio: 'ignore',
  });
  return works(own, '--version') ? own : skip('no Deno here, and it could not be installed');
}

/** A text in two languages that is shown as it is tells nobody anything. */
function assertTold(page: string): void {
  if (!readFileSync(page, 'utf8').includes(String({}))) return;
  console.error(`${page} shows ${String({})}`);
  process.exit(1);
}

if (!works('jupyter-nbconvert', '--version'))
  skip('no jupyter-nbconvert here (Debian: apt install jupyter-nbconvert)');
if (!existsSync(join(root, 'dist/src/index.js'))) skip('the library is not built (npm run build)');
const deno = findDeno();
const kernel = join(tools, 'jupyter', 'kernels', 'deno');
mkdirSync(kernel, { recursive: true });
writeFileSync(
  join(kernel, 'kernel.json'),
  JSON.stringify({
    argv: [deno, 'jupyter', '--kernel', '--conn', '{connection_file}'],
    display_name: 'Deno',
    language: 'typescript',
  }),
);
const made = join(root, 'out', 'notebooks');
mkdirSync(made, { recursive: true });
const notebooks = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ipynb'));
for (const name of notebooks.sort()) {
  const args = ['--to', 'html', '--execute', '--ExecutePreprocessor.timeout=600', '--output-dir', made];
  const { status } = spawnSync('jupyter-nbconvert', [...args, join(import.meta.dirname, name)], {
    stdio: 'inherit',
    env: { ...process.env, JUPYTER_PATH: join(tools, 'jupyter') },
  });
  if (status !== 0) process.exit(status ?? 1);
  const page = join(made, name.replace(/ipynb$/, 'html'));
  assertTold(page);
  console.log(`${name} → ${page}`);
}
