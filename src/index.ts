// Problems, versions

export {
  DipperError,
  DocumentError,
  formatProblem,
  InputError,
  type Problem,
  UnsupportedInDialect,
} from './core/errors.js';
export { machineError } from './core/machine-error.js';
export type { OnProgress, ProgressEvent } from './core/progress.js';
export { rejectLimit } from './core/reject-limit.js';
export { codeVersion } from './core/version.js';
export { readable } from './ingest/file-problems.js';

// Studies and documents

export type { Rate } from './credit/rate.js';
export { rateTable } from './credit/rate-table.js';
export { waivableStages } from './document/candidate-evidence.js';
export { type EnterpriseDocument, enterpriseDocumentSchema } from './document/enterprise-document.js';
export { type EnterpriseSpec, enterpriseSpecSchema } from './document/enterprise-spec.js';
export { type IndustryDocument, industryDocumentSchema } from './document/industry-document.js';
export { type IndustrySpec, industrySpecSchema } from './document/industry-spec.js';
export { type Mapping, mappingOf, pathOf, pathsOf, type Source } from './document/mapping.js';
export { type Policy, policySchema } from './document/policy.js';
export { ANSWER_COLUMNS } from './document/reserved.js';
export type { ListChange } from './output/change-table.js';
export { type CheckedStudy, type CheckOptions, checkStudy } from './pipeline/check-study.js';
export type { TaggedFirms } from './pipeline/count-members.js';
export { diffPolicies, type PolicyDiff, type TierImpact, writeMoved } from './pipeline/diff-policies.js';
export { type DraftedStudy, type DraftOptions, draftStudy } from './pipeline/draft-study.js';
export { initStudy, type StartedStudy } from './pipeline/init-study.js';
export { type FoundChanges, type ListChanges, listChanges, writeChanges } from './pipeline/list-changes.js';
export { type ListedModel, listModels } from './pipeline/list-models.js';
export {
  type ListedColumn,
  type ListedSchema,
  listSchemas,
  type ShownSchema,
  showSchema,
} from './pipeline/list-schemas.js';
export { readEnterprise, readIndustry, readPolicy } from './pipeline/read-models.js';
export { assertOut } from './study/assert-out.js';

// Fitting

export { ACCEPTED_CR } from './industry/advice.js';
export { gciLimit } from './industry/consistency.js';
export type { GroupMethod } from './industry/group.js';
export type { ConvertOptions } from './ingest/respondent-judgements.js';
export { standing } from './pipeline/assert-approved.js';
export { changedInputs } from './pipeline/changed-inputs.js';
export { type FitOptions, type FittedIndustry, fitIndustries } from './pipeline/fit-industries.js';
export { convertFile, writeQuestionnaire } from './pipeline/judgement-files.js';
export { type TrainOptions, type TrainResult, trainStudy } from './pipeline/train-study.js';
export { type WeighFiles, type Weights, weighJudgements } from './pipeline/weigh-judgements.js';

// The main job

export {
  gatesOf,
  gateText,
  type Models,
  openStudy,
  type RatedSummary,
  type RunOptions,
  type RunResult,
  type RunSummary,
  readModels,
  readRatingModels,
  runStudy,
  type Study,
  scaleParts,
} from './main-job.js';
export { openScanned } from './opening.js';

// With a run

export {
  type Company,
  companyRater,
  type FeatureReading,
  type RaterOptions,
  type Rating,
  rateCompany,
  reasonsAgainst,
  reasonsFor,
} from './enterprise/rate-company.js';
export { companySheet } from './pipeline/company-sheet.js';
export {
  type CompileStudyOptions,
  compileStudy,
  type DialectName,
} from './pipeline/compile-study.js';
export { type ExplainOptions, type Explanation, explainCompany } from './pipeline/explain-company.js';
export {
  type ExplainedRun,
  type ExplainRunOptions,
  explainRun,
  type FirmOfRun,
} from './pipeline/explain-run.js';
export { type ListedLines, type ListOptions, listLines } from './pipeline/list-lines.js';
export { type Reported, type ReportOptions, reportRun } from './pipeline/report-run.js';
export { runSheet } from './pipeline/run-sheet.js';
export { type ScoredStream, type ScoreOptions, scoreStream } from './pipeline/score-stream.js';
export { type Verification, type VerifyOptions, verifyStudy } from './pipeline/verify-study.js';
export type { Sheet, SheetPart } from './report/sheet.js';
export type { SheetFacts } from './report/sheet-facts.js';
export { sheetHtml } from './report/sheet-html.js';
export { sheetMarkdown } from './report/sheet-md.js';
export { sheetOf } from './report/sheet-parts.js';
export type { Equivalence } from './validation/equivalence.js';

// Decisions

export type { DecisionRecord } from './document/decision-record.js';
export type { Application } from './ingest/applications.js';
export { writeDecisions } from './output/decision-table.js';
export { writeWatched } from './output/watch-table.js';
export {
  type DecidedApplication,
  type Decider,
  type DeciderOptions,
  logOf,
  openDecider,
} from './pipeline/decide-applications.js';
export { type ListedMeasures, listMeasures, type MeasureFileOptions } from './pipeline/list-measures.js';
export { type Replay, type ReplayOptions, replayDecisions } from './pipeline/replay-decisions.js';
export { type WatchedLoan, type WatchOptions, type WatchResult, watchLoans } from './pipeline/watch-loans.js';

// Validation

export type { FieldVisited } from './pipeline/compare-visits.js';
export { type Funnel, type FunnelOptions, funnelOf } from './pipeline/funnel-of.js';
export { type Monitoring, type MonitorOptions, monitorRuns } from './pipeline/monitor-runs.js';
export { type ReviewedRun, reviewRun } from './pipeline/review-run.js';
export { type SampleOptions, sampleVisits, type VisitSample } from './pipeline/sample-visits.js';
export {
  type OutcomeUse,
  type ValidateOptions,
  type Validation,
  validateRun,
} from './pipeline/validate-run.js';
export { type Visited, visitFirms } from './pipeline/visit-firms.js';
export { ENOUGH_POWER, powerForDoubledPd } from './validation/power.js';

// Texts and tables

export { type Cell, csvLine, type Table, writeCsv } from './output/csv.js';
export { writeTable } from './output/write-table.js';
export { codeText } from './text/code.js';
export { columnText } from './text/column.js';
export { marks } from './text/marks.js';
export { numberWriter } from './text/number.js';
export { rateBasis } from './text/rate.js';
export { besideOf, binText, type Language, valueText } from './text/reason.js';
export { wordingIn } from './text/wording.js';
