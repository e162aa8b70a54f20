import type { ApprovalKind } from '../contract/approval.ts';
import { cardTexts, cleanText, clip } from './cards/text.ts';
import type { Language } from './cards/text.ts';
import type { ApprovalField } from './platform.ts';

type Widget = Readonly<{ id: string; type: ApprovalField['type']; required: boolean }>;

/** Widgets of the approval definitions, in order; an administrator draws them once with these custom ids (README.md). */
export const decisionWidgets = [
  { id: 'case_no', type: 'input', required: true },
  { id: 'subject', type: 'input', required: true },
  { id: 'finding', type: 'textarea', required: true },
  { id: 'explanation', type: 'textarea', required: false },
  { id: 'penalty', type: 'input', required: true },
  { id: 'reason', type: 'textarea', required: true },
  { id: 'legal_basis', type: 'textarea', required: true },
  { id: 'evidence', type: 'textarea', required: true },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];
export const declarationWidgets = [
  { id: 'person', type: 'input', required: true },
  { id: 'kind', type: 'input', required: true },
  { id: 'employer', type: 'input', required: false },
  { id: 'place', type: 'input', required: false },
  { id: 'schedule', type: 'input', required: true },
  { id: 'period', type: 'input', required: true },
  { id: 'note', type: 'textarea', required: false },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];
export const flexibleWidgets = [
  { id: 'person', type: 'input', required: true },
  { id: 'period', type: 'input', required: true },
  { id: 'hours', type: 'input', required: true },
  { id: 'before', type: 'input', required: true },
  { id: 'reason', type: 'input', required: true },
  { id: 'note', type: 'textarea', required: false },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];
export const unmaskWidgets = [
  { id: 'case_no', type: 'input', required: true },
  { id: 'subject', type: 'input', required: true },
  { id: 'purpose', type: 'textarea', required: true },
  { id: 'until', type: 'input', required: true },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];
export const exportWidgets = [
  { id: 'case_no', type: 'input', required: true },
  { id: 'subject', type: 'input', required: true },
  { id: 'purpose', type: 'textarea', required: true },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];
export const thresholdWidgets = [
  { id: 'rule', type: 'input', required: true },
  { id: 'threshold', type: 'input', required: true },
  { id: 'from_value', type: 'input', required: true },
  { id: 'to_value', type: 'input', required: true },
  { id: 'effect', type: 'textarea', required: true },
  { id: 'reason', type: 'textarea', required: true },
  { id: 'valid_from', type: 'input', required: true },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];

export const goLiveWidgets = [
  { id: 'region', type: 'input', required: true },
  { id: 'pilot', type: 'input', required: true },
  { id: 'figures', type: 'textarea', required: true },
  { id: 'checklist', type: 'textarea', required: true },
  { id: 'effect', type: 'textarea', required: true },
  { id: 'reason', type: 'textarea', required: true },
  { id: 'link', type: 'input', required: true },
] as const satisfies readonly Widget[];

/** Every approval definition of the app. */
export const approvalDefinitions = {
  decision: decisionWidgets,
  declaration: declarationWidgets,
  flexible: flexibleWidgets,
  unmask: unmaskWidgets,
  threshold: thresholdWidgets,
  export: exportWidgets,
  go_live: goLiveWidgets,
} as const satisfies Record<ApprovalKind, readonly Widget[]>;

type Values<W extends readonly Widget[]> = Readonly<
  Record<Extract<W[number], { required: true }>['id'], string> &
    Partial<Record<Extract<W[number], { required: false }>['id'], string | undefined>>
>;
export type DecisionValues = Values<typeof decisionWidgets>;
export type DeclarationValues = Values<typeof declarationWidgets>;
export type FlexibleValues = Values<typeof flexibleWidgets>;
export type UnmaskValues = Values<typeof unmaskWidgets>;
export type ExportValues = Values<typeof exportWidgets>;
export type ThresholdValues = Values<typeof thresholdWidgets>;
export type GoLiveValues = Values<typeof goLiveWidgets>;
/** Title and form of an approval, as `Approvals.create` takes them. */
export type ApprovalDraft = Readonly<{ title: string; form: readonly ApprovalField[] }>;

const maxLength = { input: 200, textarea: 2000 } as const;

/** A proposed measure for the second person; the subject is a pseudonym. */
export function decisionForm(values: DecisionValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.decision;
  return { title: title(cleanText(values.case_no, 40)), form: fill(decisionWidgets, values) };
}

export function declarationForm(values: DeclarationValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.declaration;
  return { title: title(cleanText(values.person, 40)), form: fill(declarationWidgets, values) };
}

/** Other hours a person asks for; nothing of why but what the person wrote. */
export function flexibleForm(values: FlexibleValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.flexible;
  return { title: title(cleanText(values.person, 40)), form: fill(flexibleWidgets, values) };
}

/** A request to see whose case it is; the subject stays a pseudonym in it. */
export function unmaskForm(values: UnmaskValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.unmask;
  return { title: title(cleanText(values.case_no, 40)), form: fill(unmaskWidgets, values) };
}

/** A request to take the evidence of a case out; the subject stays a pseudonym in it. */
export function exportForm(values: ExportValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.export;
  return { title: title(cleanText(values.case_no, 40)), form: fill(exportWidgets, values) };
}

/** A change of a detector's threshold: what it does to how many people stands in `effect`. */
export function thresholdForm(values: ThresholdValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.threshold;
  return { title: title(cleanText(values.rule, 40)), form: fill(thresholdWidgets, values) };
}

/** A region that was tried out: what its pilot has shown stands in `figures`. */
export function goLiveForm(values: GoLiveValues, language?: Language): ApprovalDraft {
  const { title } = cardTexts(language).approval.go_live;
  return { title: title(cleanText(values.region, 40)), form: fill(goLiveWidgets, values) };
}

/** What an administrator draws: ids, types and labels of a definition's widgets. */
export function approvalWidgets(kind: ApprovalKind, language?: Language) {
  const labels: Readonly<Record<string, unknown>> = cardTexts(language).approval[kind];
  return approvalDefinitions[kind].map((widget) => ({ ...widget, name: String(labels[widget.id]) }));
}

/** The same for every definition of the app. */
export const drawnApprovals = () => ({
  decision: approvalWidgets('decision'),
  declaration: approvalWidgets('declaration'),
  flexible: approvalWidgets('flexible'),
  unmask: approvalWidgets('unmask'),
  threshold: approvalWidgets('threshold'),
  export: approvalWidgets('export'),
  go_live: approvalWidgets('go_live'),
});

/** Widgets without a value are left out. Lines are kept: these fields are plain text. */
function fill(
  widgets: readonly Widget[],
  values: Readonly<Record<string, string | undefined>>,
): ApprovalField[] {
  return widgets.flatMap(({ id, type }) => {
    const max = maxLength[type];
    const lines = (values[id] ?? '').split('\n').map((line) => cleanText(line, max));
    const value = clip(lines.join('\n').trim(), max);
    return value === '' ? [] : [{ id, type, value }];
  });
}
