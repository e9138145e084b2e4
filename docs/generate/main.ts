import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pages } from './pages.js';

const root = resolve(import.meta.dirname, '../..');
for (const { path, text } of pages(root)) writeFileSync(join(root, path), text);
