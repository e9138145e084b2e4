import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PYSPARK = 'pyspark>=4,<5';

const works = (command: string, ...args: readonly string[]) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/**
 * Python with PySpark in an environment of its own, made the first time.
 * @param folder the environment
 * @returns the interpreter, or why there is none
 */
export function sparkPython(folder: string): { readonly python: string } | { readonly missing: string } {
  const python = join(folder, 'bin/python');
  if (!works('java', '-version')) return { missing: 'no Java here (Spark needs 17 or later)' };
  if (existsSync(python) && works(python, '-c', 'import pyspark')) return { python };
  if (!works('python3', '--version')) return { missing: 'no Python here' };
  if (!works('python3', '-m', 'venv', folder))
    return { missing: 'python3 cannot make an environment (venv)' };
  if (!works(python, '-m', 'pip', 'install', '--quiet', PYSPARK))
    return { missing: 'PySpark could not be installed' };
  return { python };
}
