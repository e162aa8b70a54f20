import { flowZh } from '../contract/texts/flow.zh.ts';
import { declarationForm } from '../feishu/approval-forms.ts';
import { findDeclaration, saveDeclarationInstance, type Declaration } from '../store/declarations.ts';
import { findPerson } from '../store/people.ts';
import { findPlace } from '../store/places.ts';
import type { ApprovalQuestion, ApprovalRequest } from './approval-topic.ts';
import { hoursText, periodText } from './card-declaration.ts';

/** HR is asked to decide a declared side job. */
export const declarationQuestion: ApprovalQuestion = {
  kind: 'declaration',
  findWaiting: async (id) => {
    const declaration = await findDeclaration(id);
    return declaration?.status === 'pending' ? declarationRequestOf(declaration) : null;
  },
  draft: async (deps, { documentId }) => {
    const declaration = await findDeclaration(documentId);
    if (!declaration) throw new Error('a declaration that is gone asks for nothing');
    const { personId, placeId, kind, employer, note } = declaration;
    const person = await findPerson(personId);
    const place = placeId === undefined ? null : await findPlace(placeId);
    return declarationForm({
      person: person?.name ?? personId,
      kind: flowZh.declarationKinds[kind],
      employer,
      place: place?.name,
      schedule: hoursText(declaration),
      period: periodText(declaration),
      note,
      link: `${deps.publicUrl}/h5/#/declarations`,
    });
  },
  noteInstance: ({ documentId, requestId }, instanceCode) =>
    saveDeclarationInstance(documentId, requestId, instanceCode),
};

export function declarationRequestOf(declaration: Declaration): ApprovalRequest {
  const { id, personId, requestId, askedAt, approverIds, instanceCode } = declaration;
  return {
    documentId: id,
    requestId,
    askedAt,
    applicantId: personId,
    subjectId: personId,
    approverIds,
    ...(instanceCode !== undefined && { instanceCode }),
  };
}
