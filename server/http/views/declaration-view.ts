import type { DeclarationAction, DeclarationView } from '../../contract/views.ts';
import type { DeclarationDocument } from '../../store/declaration-documents.ts';
import type { Declaration } from '../../store/declarations.ts';

/** What stands beside a declaration in the reply. */
export type Beside = Readonly<{
  placeNames: ReadonlyMap<string, string>;
  documents: readonly DeclarationDocument[];
  /** The day where the person is. */
  today: string;
  reader: 'subject' | 'hr' | 'other';
}>;

export function declarationView(declaration: Declaration, beside: Beside): DeclarationView {
  const { id, version, kind, employer, placeId, weekdays, startTime, endTime, fromDay, toDay } = declaration;
  const { note, status, isNoticeOnly, isAmnesty, submittedAt, comment, endReason, renewsId } = declaration;
  const placeName = placeId === undefined ? undefined : beside.placeNames.get(placeId);
  return {
    id,
    version,
    kind,
    ...(employer !== undefined && { employer }),
    ...(placeName !== undefined && { placeName }),
    weekdays: [...weekdays],
    startTime,
    endTime,
    fromDay,
    toDay,
    ...(note !== undefined && { note }),
    status,
    isExpired: status === 'approved' && toDay < beside.today,
    isNoticeOnly,
    isAmnesty,
    submittedAt: submittedAt.toISOString(),
    ...waitingView(declaration),
    ...(declaration.decidedAt && { decidedAt: declaration.decidedAt.toISOString() }),
    ...(comment !== undefined && { comment }),
    ...(status === 'ended' && declaration.endedAt && { endedAt: declaration.endedAt.toISOString() }),
    ...(endReason !== undefined && { endReason }),
    ...(renewsId !== undefined && { renewsId }),
    answers: declaration.answers.map(({ step, result, at, comment: said }) => ({
      step,
      result,
      at: at.toISOString(),
      ...(said !== undefined && { comment: said }),
    })),
    documents: beside.documents
      .filter(({ declarationId }) => declarationId === id)
      .map((one) => ({
        id: one.id,
        name: one.name,
        mime: one.mime,
        bytes: one.bytes,
        at: one.at.toISOString(),
      })),
    actions: actionsFor(declaration, beside),
  };
}

function waitingView({ status, step, dueAt, escalatedAt }: Declaration) {
  if (status !== 'pending') return {};
  return {
    ...(step && { step }),
    ...(dueAt && { dueAt: dueAt.toISOString() }),
    ...(escalatedAt && { escalatedAt: escalatedAt.toISOString() }),
  };
}

function actionsFor({ status, toDay }: Declaration, { reader, today }: Beside): DeclarationAction[] {
  const isLive = status === 'pending' || (status === 'approved' && toDay >= today);
  if (reader === 'hr') return status === 'approved' && isLive ? ['end'] : [];
  if (reader !== 'subject') return [];
  return [
    ...(isLive ? (['withdraw', 'attach'] as const) : []),
    ...(status === 'approved' ? (['renew'] as const) : []),
  ];
}
