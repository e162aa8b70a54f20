import { Punches } from './punch-model.ts';
import { Visits } from './visits.ts';

/** Where an index knows that there still is a place; a punch or a visit without one is a work record and stays. */
const PLACED = { location: { $exists: true } } as const;
/** A punch may have the phone without the place: out of hours, or without consent to positions. */
const PHONE_ALONE = { device: { $exists: true }, location: { $exists: false } } as const;
/** Or the place in a copy alone that contradicts it. */
const COPY_ALONE = { 'conflicts.location': { $exists: true }, location: { $exists: false } } as const;
const ANY_PLACE = { $or: [PLACED, PHONE_ALONE, COPY_ALONE] };
type Placed = Readonly<{ id: string; at: Date }>;

/** Takes the place and the phone out of everybody's punches and visits of before, but for `exceptPersonIds`; answers of how many. */
export async function dropPlaces(before: Date, exceptPersonIds: readonly string[]): Promise<number> {
  const others = { ...PLACED, personId: { $nin: [...exceptPersonIds] } };
  const punches = await Punches.updateMany({ at: { $lt: before }, ...others }, OF_PUNCH);
  const phones = await Punches.updateMany({ at: { $lt: before }, ...others, ...PHONE_ALONE }, OF_PUNCH);
  const copies = await Punches.updateMany({ at: { $lt: before }, ...others, ...COPY_ALONE }, OF_PUNCH);
  const visits = await Visits.updateMany({ startAt: { $lt: before }, ...others }, OF_VISIT);
  return [punches, phones, copies, visits].reduce((sum, { modifiedCount }) => sum + modifiedCount, 0);
}

/** Punches and visits of one person of before that still have a place or name a phone. */
export async function listPlaced(personId: string, before: Date): Promise<Placed[]> {
  const own = { personId, ...PLACED };
  const old = { personId, at: { $lt: before }, ...ANY_PLACE };
  const punches = await Punches.find(old, { at: 1 }).lean<Row<'at'>[]>();
  const visits = await Visits.find({ ...own, startAt: { $lt: before } }, { startAt: 1 }).lean<
    Row<'startAt'>[]
  >();
  return [
    ...punches.map(({ _id, at }) => ({ id: _id, at })),
    ...visits.map(({ _id, startAt }) => ({ id: _id, at: startAt })),
  ];
}

/** The same for those with these ids. */
export async function dropPlacesOf(ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const punches = await Punches.updateMany({ _id: { $in: [...ids] }, ...ANY_PLACE }, OF_PUNCH);
  const visits = await Visits.updateMany({ _id: { $in: [...ids] }, ...PLACED }, OF_VISIT);
  return punches.modifiedCount + visits.modifiedCount;
}

type Row<Name extends string> = { _id: string } & Readonly<Record<Name, Date>>;
/** Copies that contradict the first one hold places too. */
const OF_PUNCH = { $unset: { location: 1, device: 1 }, $set: { conflicts: [] } } as const;
const OF_VISIT = { $unset: { location: 1 } } as const;
