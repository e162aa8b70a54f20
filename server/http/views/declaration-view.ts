import type { DeclarationAction, DeclarationView } from '../../contract/views.ts';
import type { DeclarationDocument } from '../../store/declaration-documents.ts';
import type { Declaration } from '../../store/declarations.ts';
import { askedView } from './asked-view.ts';

/** What stands beside a declaration in the reply. */
export type Beside = Readonly<{
  placeNames: ReadonlyMap<string, string>;
  documents: readonly DeclarationDocument[];
  /** The day where the person is. */
  today: string;
  reader: 'subject' | 'hr' | 'other';
  /** The live renewals, by the declaration they continue. */
  renewals: ReadonlyMap<string, string>;
  /** Until when the person may ask for a second look; null when not. */
  reviewUntilAt: Date | null;
}>;

export function declarationView(declaration: Declaration, beside: Beside): DeclarationView {
  const { id, version, kind, employer, placeId, weekdays, startTime, endTime, fromDay, toDay } = declaration;
  const { review } = declaration;
  const { note, status, isNoticeOnly, isAmnesty, escalatedAt, endedAt, renewsId } = declaration;
  const renewedById = beside.reader === 'subject' ? beside.renewals.get(id) : undefined;
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
    ...askedView(declaration),
    ...(status === 'pending' && escalatedAt && { escalatedAt: escalatedAt.toISOString() }),
    ...(status === 'ended' && endedAt && { endedAt: endedAt.toISOString() }),
    ...(beside.reviewUntilAt && { reviewUntilAt: beside.reviewUntilAt.toISOString() }),
    ...(review && { review: { at: review.at.toISOString(), text: review.text } }),
    ...(renewsId !== undefined && { renewsId }),
    ...(renewedById !== undefined && { renewedById }),
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

function actionsFor(
  { id, status, toDay }: Declaration,
  { reader, today, renewals, reviewUntilAt }: Beside,
): DeclarationAction[] {
  const isLive = status === 'pending' || (status === 'approved' && toDay >= today);
  if (reader === 'hr') return status === 'approved' && isLive ? ['end'] : [];
  if (reader !== 'subject') return [];
  return [
    ...(isLive ? (['withdraw', 'attach'] as const) : []),
    ...(reviewUntilAt ? (['ask_review'] as const) : []),
    ...(status === 'approved' && !renewals.has(id) ? (['renew'] as const) : []),
  ];
}
