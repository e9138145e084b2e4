import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of the code, as package.json says; part of every run id. */
export function codeVersion(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (name === 'dipper') return version;
    } catch {}
    if (dirname(folder) === folder) return 'unknown';
    folder = dirname(folder);
  }
}
