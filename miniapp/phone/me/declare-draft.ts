import { NamedPlaceSchema, type NamedPlace } from '../../../server/contract/named-place.ts';
import {
  DeclarationKindSchema,
  type DeclarationBody,
  type DeclarationKind,
  type DeclaredHoursBody,
} from '../../../server/contract/declaration.ts';
import { daysKept, keptDays } from './kept-days.ts';

/** What stands in the fields. */
export type DeclareDraft = Readonly<{
  kind: DeclarationKind;
  employer: string;
  place?: NamedPlace | undefined;
  weekdays: readonly number[];
  startTime: string;
  endTime: string;
  fromDay: string;
  toDay: string;
  note: string;
}>;

/** The same as the phone keeps it. */
type KeptDraft = { [Field in keyof DeclareDraft]-?: string };
export const keptOf = ({ place, weekdays, ...texts }: DeclareDraft): KeptDraft => ({
  ...texts,
  place: place ? JSON.stringify(place) : '',
  weekdays: keptDays(weekdays),
});

/** The fields as they were kept; what this version does not know is left out. */
export function draftOf({ place, weekdays, kind, ...texts }: KeptDraft): DeclareDraft {
  return {
    ...texts,
    kind: DeclarationKindSchema.safeParse(kind).data ?? 'platform_gig',
    place: placeOf(place),
    weekdays: daysKept(weekdays),
  };
}

/** Empty optional fields are left out, not sent as empty words. */
export function bodyOf(draft: DeclareDraft, id: string): DeclarationBody {
  const { kind, employer, place, note } = draft;
  return {
    id,
    kind,
    ...hoursOf(draft),
    ...(place ? { placeExternalId: place.id } : {}),
    ...(employer.trim() ? { employer: employer.trim() } : {}),
    ...(note.trim() ? { note: note.trim() } : {}),
  };
}

/** When the side job is done. */
export const hoursOf = ({
  weekdays,
  startTime,
  endTime,
  fromDay,
  toDay,
}: DeclareDraft): DeclaredHoursBody => ({
  weekdays: [...weekdays],
  startTime,
  endTime,
  fromDay,
  toDay,
});

export type DeclareFault = Readonly<{
  field: keyof DeclareDraft;
  word: 'needWeekday' | 'needTimes' | 'badDays';
}>;

/** What is still missing or wrong, and where: a field that was cleared by keyboard is empty. */
export function faultIn({
  weekdays,
  startTime,
  endTime,
  fromDay,
  toDay,
}: DeclareDraft): DeclareFault | undefined {
  if (weekdays.length === 0) return { field: 'weekdays', word: 'needWeekday' };
  if (startTime === '' || endTime === '')
    return { field: startTime === '' ? 'startTime' : 'endTime', word: 'needTimes' };
  if (fromDay === '') return { field: 'fromDay', word: 'badDays' };
  return toDay < fromDay ? { field: 'toDay', word: 'badDays' } : undefined;
}

/** An end that is not after the start is on the next day, also where somebody meant none. */
export const endsNextDay = ({ startTime, endTime }: Pick<DeclareDraft, 'startTime' | 'endTime'>): boolean =>
  startTime !== '' && endTime !== '' && endTime <= startTime;

function placeOf(kept: string): NamedPlace | undefined {
  if (kept === '') return undefined;
  try {
    return NamedPlaceSchema.safeParse(JSON.parse(kept)).data;
  } catch {
    return undefined;
  }
}
