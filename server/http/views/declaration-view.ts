import type { DeclarationList } from '../../contract/views.ts';
import type { Declaration } from '../../store/declarations.ts';

export function declarationView(
  declaration: Declaration,
  placeNames: ReadonlyMap<string, string>,
): DeclarationList['declarations'][number] {
  const { id, kind, employer, placeId, weekdays, startTime, endTime, fromDay, toDay, status } = declaration;
  const placeName = placeId === undefined ? undefined : placeNames.get(placeId);
  return {
    id,
    kind,
    ...(employer !== undefined && { employer }),
    ...(placeName !== undefined && { placeName }),
    weekdays: [...weekdays],
    startTime,
    endTime,
    fromDay,
    toDay,
    status,
  };
}
