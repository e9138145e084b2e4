import { ownPackage } from './package-folder.js';

/** The version of the code, as package.json says; part of every run id. */
export const codeVersion = (): string => ownPackage()?.version ?? 'unknown';
