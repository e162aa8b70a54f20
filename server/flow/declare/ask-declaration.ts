import type { ShiftOverlap } from '../../contract/declaration.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { declarationForm } from '../../feishu/approval-forms.ts';
import { saveDeclarationInstance } from '../../store/declaration-approvals.ts';
import { findDeclaration, type Declaration } from '../../store/declarations.ts';
import { findPerson } from '../../store/people.ts';
import { findPlaceNames } from '../../store/places.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import { ownRequestOf } from '../approval/own-request.ts';
import { clocksText, hoursText, periodText, weekdaysText } from '../card/card-declaration.ts';
import { findOverlaps } from './find-overlaps.ts';

/** Manager and HR are asked, one after the other, about a declared side job; somebody else when the person contests a refusal. */
export const declarationQuestion: ApprovalQuestion = {
  kind: 'declaration',
  findWaiting: async (id) => {
    const declaration = await findDeclaration(id);
    const isAsked = declaration?.status === 'pending' && declaration.approverIds.length > 0;
    return isAsked ? declarationRequestOf(declaration) : null;
  },
  draft: async (deps, { documentId }) => {
    const declaration = await findDeclaration(documentId);
    if (!declaration) throw new Error('a declaration that is gone asks for nothing');
    const { id, personId, placeId = '', kind, employer } = declaration;
    const person = await findPerson(personId);
    const names = await findPlaceNames([placeId]);
    return declarationForm({
      person: person?.name ?? personId,
      kind: flowZh.declarationKinds[kind],
      employer,
      place: names.get(placeId),
      schedule: hoursText(declaration),
      period: periodText(declaration),
      note: noteText(declaration, person ? await findOverlaps(deps, person, declaration) : []),
      link: `${deps.publicUrl}/console/#/declarations/${id}`,
    });
  },
  noteInstance: ({ documentId, requestId }, instanceCode) =>
    saveDeclarationInstance(documentId, requestId, instanceCode),
};

export const declarationRequestOf = (declaration: Declaration): ApprovalRequest => ownRequestOf(declaration);

/** What the person wrote, where the hours meet the planned shifts, what was said so far, and why it should be looked at again. */
function noteText(
  { note, answers, isAmnesty, review }: Declaration,
  shiftOverlaps: readonly ShiftOverlap[],
): string {
  const { declarationAnswers: words, declarationAmnesty, declarationReview, declarationOverlap } = flowZh;
  const overlaps = shiftOverlaps.map(({ weekdays, shift, ...hours }) =>
    declarationOverlap(`${weekdaysText(weekdays)} ${clocksText(hours)}`, clocksText(shift)),
  );
  const said = answers.flatMap(({ step, result, comment }) =>
    result === 'void' ? [] : [`${words[step][result]}${comment === undefined ? '' : `：${comment}`}`],
  );
  const reviewed = review && declarationReview(review.text);
  return [note, ...overlaps, ...said, reviewed, isAmnesty ? declarationAmnesty : undefined]
    .filter((line) => line !== undefined)
    .join('\n');
}
