import { flowZh } from '../contract/texts/flow.zh.ts';
import { declarationForm, decisionForm } from '../feishu/approval-forms.ts';
import { findCase, saveCaseInstance, type CaseRecord } from '../store/cases.ts';
import { findDeclaration, saveDeclarationInstance, type Declaration } from '../store/declarations.ts';
import { findPeople, findPerson } from '../store/people.ts';
import { findPlace } from '../store/places.ts';
import { consoleCaseUrl } from './card-parts.ts';
import { hoursText, periodText } from './card-declaration.ts';
import type { Deps } from './deps.ts';

/** Starts the chat approval of a document, once: its uuid follows from the request. Nothing to do when it was withdrawn meanwhile. */
export async function startApproval(deps: Deps, collection: string, id: string): Promise<void> {
  if (collection === 'cases') {
    const record = await findCase(id);
    if (record) await startDecision(deps, record);
  } else if (collection === 'declarations') {
    const declaration = await findDeclaration(id);
    if (declaration) await startDeclaration(deps, declaration);
  }
}

async function startDecision(deps: Deps, record: CaseRecord): Promise<void> {
  const { proposal, approval, explanation } = record;
  if (record.state !== 'proposed' || !proposal || !approval || approval.instanceCode !== undefined) return;
  const proposer = await findPerson(proposal.byId);
  const draft = decisionForm({
    case_no: record.caseNo,
    subject: record.pseudonym,
    finding: record.finding.sentence.zh,
    explanation: explanation && `${flowZh.quickReasons[explanation.quickReason]}：${explanation.text}`,
    penalty: flowZh.penalties[proposal.penalty],
    reason: proposal.reason,
    legal_basis: proposal.legalBasis,
    evidence: proposal.evidence.map(({ kind, note }) => `${flowZh.evidence[kind]}：${note}`).join('\n'),
    link: consoleCaseUrl(deps, record.id),
  });
  const { instanceCode } = await deps.feishu.approvals.create({
    approvalCode: deps.approvalCodes.decision,
    applicantOpenId: proposer?.openId ?? '',
    approverOpenIds: await openIdsOf(approval.approverIds),
    ...draft,
    uuid: approval.requestId.slice(0, 64),
  });
  const isKept = await saveCaseInstance(record.id, approval.requestId, instanceCode);
  // The case moved on while the platform was asked: nobody else knows of this instance.
  if (!isKept) await revokeApproval(deps, { instanceCode, applicantId: proposal.byId });
}

/** Takes the approval of a proposal back in its proposer's name. */
export async function revokeApproval(
  deps: Deps,
  { instanceCode, applicantId }: Readonly<{ instanceCode: string; applicantId: string }>,
): Promise<void> {
  const applicant = await findPerson(applicantId);
  const approvalCode = deps.approvalCodes.decision;
  const applicantOpenId = applicant?.openId ?? '';
  await deps.feishu.approvals.cancel({ approvalCode, instanceCode, applicantOpenId });
}

async function startDeclaration(deps: Deps, declaration: Declaration): Promise<void> {
  if (declaration.status !== 'pending' || declaration.instanceCode !== undefined) return;
  const person = await findPerson(declaration.personId);
  const place = declaration.placeId === undefined ? null : await findPlace(declaration.placeId);
  const draft = declarationForm({
    person: person?.name ?? declaration.personId,
    kind: flowZh.declarationKinds[declaration.kind],
    employer: declaration.employer,
    place: place?.name,
    schedule: hoursText(declaration),
    period: periodText(declaration),
    note: declaration.note,
    link: `${deps.publicUrl}/h5/#/declarations`,
  });
  const { instanceCode } = await deps.feishu.approvals.create({
    approvalCode: deps.approvalCodes.declaration,
    applicantOpenId: person?.openId ?? '',
    approverOpenIds: await openIdsOf(declaration.approverIds),
    ...draft,
    uuid: declaration.id,
  });
  await saveDeclarationInstance(declaration.id, instanceCode);
}

async function openIdsOf(personIds: readonly string[]): Promise<string[]> {
  return (await findPeople(personIds)).map(({ openId }) => openId);
}
