import { cliPage } from './cli-page.js';
import { documentsPage } from './documents-page.js';
import { errorsPage } from './errors-page.js';

/** A page that is made, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** The generated pages of docs/. */
export const pages = (root: string): Page[] => [
  { path: 'docs/cli.md', text: cliPage(root) },
  { path: 'docs/documents.md', text: documentsPage(root) },
  { path: 'docs/errors.md', text: errorsPage(root) },
];
