import { randomUUID } from 'node:crypto';
import type { PlaceDeskBody, PlaceMoveBody } from '../../contract/place-desk.ts';
import type { PlaceRecord } from '../../contract/place.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import type { Place } from '../../domain/geo/place.ts';
import { badField, conflict, invalidInput, notFound } from '../../errors.ts';
import type { Person } from '../../store/people.ts';
import { changePlace, insertPlace } from '../../store/place-changes.ts';
import { askForPlace, toPlace as placeOf, type PlaceDoc } from '../../store/places.ts';
import type { Pending } from '../../store/pending.ts';
import type { Deps } from '../deps.ts';
import { mayChangePlaces } from './place-rights.ts';
import { checkRecord } from '../records/record-checks.ts';
import { createKnown } from '../records/record-references.ts';
import { auditOf, rejudgeWork, toPlace } from '../records/records.ts';
import { sha256 } from '../secret/secret.ts';

type Input<Body> = Readonly<{ id: string; body: Body }>;

/**
 * Puts a new place, or corrects a known one, by hand. What a record of another system said of it is kept beside: the same record again leaves
 * the correction alone, another one takes its place.
 */
export async function putPlaceByHand(
  deps: Deps,
  by: Person,
  { id, body }: Input<PlaceDeskBody>,
): Promise<void> {
  if (!mayChangePlaces(by)) throw notFound('place');
  const kept = await askForPlace(id);
  if (body.seen === undefined) return addPlace(deps, by, { id, body });
  if (!kept) throw notFound('place');
  if (body.seen !== kept.digest) throw stale();
  if (kept.withdrawnAt !== undefined) throw conflict('place_withdrawn');
  if (body.why === undefined) throw badField('why', rule.required);
  const before = placeOf(kept);
  const place = await checkedPlace(deps, { id, body }, body.spot ?? spotOf(before));
  const digest = digestOf(place);
  const change = { place, digest, ...(body.spot && { datum: body.spot.datum }), isWithdrawn: false };
  const pending = [
    auditOf(deps, {
      action: 'place.correct',
      subject: `places:${id}`,
      by: by.id,
      from: kept.digest,
      to: digest,
    }),
    ...rejudgeWork(before, place),
  ];
  await applyChange(deps, kept, { change, by, why: body.why, pending });
}

/** Takes a place away: nothing is judged by it from here on, what it had found is judged again without it, and still can name it. */
export async function withdrawPlace(
  deps: Deps,
  by: Person,
  { id, body }: Input<PlaceMoveBody>,
): Promise<void> {
  const kept = await seenPlace(by, { id, body });
  if (kept.withdrawnAt !== undefined) throw conflict('place_withdrawn');
  const pending = [
    auditOf(deps, { action: 'place.withdraw', subject: `places:${id}`, by: by.id, from: kept.digest }),
    rejudge(),
  ];
  await applyChange(deps, kept, { change: { isWithdrawn: true }, by, why: body.why, pending });
}

/** Brings a withdrawn place back as it was. */
export async function restorePlace(
  deps: Deps,
  by: Person,
  { id, body }: Input<PlaceMoveBody>,
): Promise<void> {
  const kept = await seenPlace(by, { id, body });
  if (kept.withdrawnAt === undefined) throw conflict('place_stands');
  const pending = [
    auditOf(deps, { action: 'place.restore', subject: `places:${id}`, by: by.id, to: kept.digest }),
    rejudge(),
  ];
  await applyChange(deps, kept, { change: { isWithdrawn: false }, by, why: body.why, pending });
}

async function addPlace(deps: Deps, by: Person, { id, body }: Input<PlaceDeskBody>): Promise<void> {
  const { spot, why } = body;
  if (!spot) throw badField('spot', rule.requiredOfNewPlace);
  const place = await checkedPlace(deps, { id, body }, spot);
  const digest = digestOf(place);
  const pending = [
    auditOf(deps, { action: 'place.add', subject: `places:${id}`, by: by.id, to: digest }),
    rejudge(),
  ];
  const hand = { by: by.id, at: deps.now(), ...(why !== undefined && { why }), pending };
  if (!(await insertPlace(place, { datum: spot.datum, digest, ...hand }))) throw conflict('place_id_taken');
  await deps.enqueue({ name: 'relay' });
}

type Spot = NonNullable<PlaceDeskBody['spot']>;

async function checkedPlace(deps: Deps, { id, body }: Input<PlaceDeskBody>, spot: Spot): Promise<Place> {
  const { spot: _spot, seen: _seen, why: _why, ...fields } = body;
  const record: PlaceRecord = { ...fields, ...spot };
  const { faults } = await checkRecord(deps, { kind: 'places', record }, createKnown());
  if (faults.some(({ field }) => field === 'polygon')) throw conflict('place_ring');
  if (faults.length > 0) throw invalidInput(faults);
  return toPlace(id, record);
}

/** Where a place was before somebody changed its name or kinds alone. */
const spotOf = ({ center, radiusM, polygon }: Place): Spot => ({
  center: { ...center },
  datum: 'wgs84',
  radiusM,
  ...(polygon && { polygon: polygon.map((corner) => ({ ...corner })) }),
});

async function seenPlace(by: Person, { id, body }: Input<PlaceMoveBody>): Promise<PlaceDoc> {
  const kept = mayChangePlaces(by) ? await askForPlace(id) : undefined;
  if (!kept) throw notFound('place');
  if (body.seen !== kept.digest) throw stale();
  return kept;
}

type Doing = Readonly<{
  change: Parameters<typeof changePlace>[1];
  by: Person;
  why: string;
  pending: readonly Pending[];
}>;

async function applyChange(deps: Deps, kept: PlaceDoc, { change, by, why, pending }: Doing): Promise<void> {
  if (!(await changePlace(kept, change, { by: by.id, at: deps.now(), why, pending }))) throw stale();
  await deps.enqueue({ name: 'relay' });
}

const rejudge = (): Pending => ({ id: randomUUID(), kind: 'rejudge' });
const digestOf = (place: Place): string => sha256(JSON.stringify(place));
const stale = () => conflict('stale_version');
