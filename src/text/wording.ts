import type { Wording } from '../document/common.js';
import type { Language } from './reason.js';

/** A text in a language, where there is one for each; otherwise the one there is. */
export const wordingIn = (wording: Wording, language: Language): string =>
  typeof wording === 'string' ? wording : wording[language];
