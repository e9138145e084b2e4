import { sha256Base64 } from '../core/hash.js';
import type { Texts } from '../document/common.js';
import type { Language } from '../text/reason.js';
import { type Html, html, trusted } from './html.js';
import { STYLE } from './style.js';

/** What a page is made of. */
export interface PageParts {
  /** The language it opens in. */
  readonly language: Language;
  readonly titles: Texts;
  readonly body: Html;
  /** The only script it may run. Default: none. */
  readonly script?: string;
}

/** A whole page around a body, with its style, its script, and the policy that keeps it to itself. */
export function shell({ language, titles, body, script }: PageParts): string {
  const allowed = script === undefined ? "'none'" : `'sha256-${sha256Base64(script)}'`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${allowed}; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}" data-lang="${language}" data-title-en="${titles.en}" data-title-zh="${titles.zh}">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${titles[language]}</title><style>${trusted(STYLE)}</style></head>
<body>
${body}
${script === undefined ? '' : html`<script>${trusted(script)}</script>`}</body></html>
`.html;
}
