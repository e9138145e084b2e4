import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The installed package: its folder, and the version its package.json says. */
export interface Package {
  readonly folder: string;
  readonly version: string;
}

/** The package this code belongs to, found upwards from here; undefined when it was taken out of its package. */
export function ownPackage(): Package | undefined {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (name === 'dipper') return { folder, version };
    } catch {}
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
}
