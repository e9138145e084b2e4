import { fingerprint } from './canonical.js';
import { ratingColumns } from './contract.js';
import type { EnterpriseDocument } from './enterprise-document.js';
import type { Loaded } from './read-document.js';

/**
 * What rates nobody, by part of the document: who made it, when, on what, how it fared, who approved it, what things are called,
 * what is only shown or warned of. Which industry.json is looked up is no part of the scale either: its figures are looked up as
 * figures of firms are read.
 */
const ASIDE: Readonly<Record<string, string>> = {
  document:
    'study notes asOf status approver validFrom synthetic builtOn industry overrides reference training',
  column: 'unit source missingMeaning personal meaning',
  section: 'name',
  dimension: 'name',
  feature: 'name better actionable',
  fitted: 'iv coefficient standardError z p low high robust vif expertWeight',
  bin: 'woe iv goods bads',
  tier: 'n d effective drawn capped badRatePpm low high pooled',
};

/**
 * The fingerprint of what rates in enterprise.json: how cells are read, features, bins, points, floors, pds, who is too thin, what
 * holds a tier. What is only said about it is left out (see above); whatever else a document may say counts. Two documents with
 * the same one rate the same firms alike, reasons included, where industries have the same figures.
 * @returns SHA-256; it stands in no file, where documents are known by their own
 */
export function ratingFingerprint(document: EnterpriseDocument): string {
  const { inputs, classification, dimensions, features, thin, tiers } = document;
  const asked = features.map(({ feature }) => feature);
  const read = [...ratingColumns(asked, thin.of, inputs)].sort();
  return fingerprint({
    ...rating('document', document),
    inputs: read.map((name) => rating('column', inputs.find((column) => column.name === name) ?? { name })),
    classification: classification?.sections.map((section) => rating('section', section)),
    dimensions: dimensions.map((dimension) => rating('dimension', dimension)),
    features: features.map(({ feature, bins, ...fitted }) => ({
      ...rating('fitted', fitted),
      feature: rating('feature', feature),
      bins: bins.map((bin) => rating('bin', bin)),
    })),
    tiers: tiers.map((tier) => rating('tier', tier)),
  });
}

/** Whether two cards rate alike, whoever approved them and whatever they call things. */
export const ratesAlike = (a: Loaded<EnterpriseDocument>, b: Loaded<EnterpriseDocument>): boolean =>
  a.fingerprint === b.fingerprint || ratingFingerprint(a.value) === ratingFingerprint(b.value);

/** What of a part rates. */
function rating(part: string, value: object): Readonly<Record<string, unknown>> {
  const aside = ASIDE[part]!.split(' ');
  return Object.fromEntries(Object.entries(value).filter(([name]) => !aside.includes(name)));
}
