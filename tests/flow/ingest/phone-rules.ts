import mongoose from 'mongoose';
import type { ConsentKind } from '../../../server/contract/consent.ts';
import type { DataTopic } from '../../../server/contract/data-request.ts';
import { addDays, instantOf } from '../../../server/domain/time.ts';
import { admissionIn } from '../../../server/domain/working-time.ts';
import { readPersonalData, type PersonalRow } from '../../../server/store/personal-data.ts';
import { findSchedules } from '../../../server/store/schedules.ts';
import { TIME_ZONE } from '../company.ts';
import type { Scene, Told } from './random-phones.ts';

/** The clocks of the phones are corrected to this. */
const SAME_MS = 1000;
/** What was queued longer is not taken. */
const TOO_OLD_MS = 14 * 86_400_000;
type Stored = Readonly<{ told: Told; at: Date; receivedAt: Date; row: PersonalRow }>;

/** Rules that what is stored breaks, each with what breaks it. */
export async function brokenByPhones(scene: Scene): Promise<string[]> {
  const { promoter } = scene.shop;
  const data = await readPersonalData(promoter);
  const rows = (name: string): readonly PersonalRow[] => data.get(name) ?? [];
  const schedules = await findSchedules(promoter.id, '2026-11-01', '2026-12-31');
  const admit = admissionIn(schedules);
  const agreed = (kind: ConsentKind, at: Date): boolean =>
    scene.consents.findLast((entry) => entry.kind === kind && entry.at <= at)?.granted === true;
  const mayPlace = ({ told: { trueAt }, receivedAt }: Stored): boolean =>
    admit(trueAt) === 'ok' && agreed('location', trueAt) && agreed('location', receivedAt);
  const gone = (topic: DataTopic, at: Date): boolean => isErased(scene, topic, at);

  const fixes = rows('segments').flatMap((row) =>
    [...listOf(row['fixes'], row), ...listOf(row['conflicts'], row)].map((fix) => storedFix(scene, fix)),
  );
  const kept = rows('segments').flatMap((row) =>
    listOf(row['fixes'], row).map((fix) => storedFix(scene, fix)),
  );
  const punches = rows('punches').map((row) => storedItem(scene, row, 'at'));
  const visits = rows('visits').map((row) => storedItem(scene, row, 'startAt'));
  const photos = rows('photos').map((row) => storedItem(scene, row, 'capturedAt'));
  const placed = [...punches, ...visits].filter(({ row }) => 'lng' in flatten(row));
  const files = await mongoose.connection.collection('photo-files.files').countDocuments();
  const keys = new Set(kept.map(({ told }) => told.id));
  const seen = new Set([...punches, ...visits].map(({ told }) => told.id));

  const rules: Record<string, readonly unknown[]> = {
    'a time is the true one': [...fixes, ...punches, ...visits, ...photos].filter(
      ({ told, at }) => Math.abs(+at - +told.trueAt) > SAME_MS,
    ),
    'a position is of working time and of agreed time': [...fixes, ...placed].filter((one) => !mayPlace(one)),
    'a position is stored once': kept.length === keys.size ? [] : [kept.length - keys.size],
    'no position of a deleted day': fixes.filter(({ told }) => gone('track', told.trueAt)),
    'no place or word of a deleted punch': punches.filter(
      ({ told, row }) => gone('punch', told.trueAt) && hasDetails(row),
    ),
    'no place or word of a deleted visit': visits.filter(
      ({ told, row }) => isErased(scene, 'visit', told.trueAt, dateOf(row['editedAt'])) && hasDetails(row),
    ),
    'a photo is of agreed time': photos.filter(
      ({ told, receivedAt }) => !agreed('photo', told.trueAt) || !agreed('photo', receivedAt),
    ),
    'no photo of a deleted day': photos.filter(({ told }) => gone('photo', told.trueAt)),
    'a punch knows whether it has a photo': [...punches, ...visits].filter(
      ({ told, row }) => row['hasPhoto'] !== photos.some((photo) => photo.told.of?.id === told.id),
    ),
    'one photo each': photos.filter(
      ({ told }) => photos.filter((other) => other.told.of?.id === told.of?.id).length > 1,
    ),
    'no file without its photo': files === photos.length ? [] : [files - photos.length],
    'the phone is named with consent alone': [
      ...punches,
      ...rows('segments').map((row) => asStored(row)),
    ].filter(({ row, receivedAt }) => 'device' in row && !agreed('device_risk', receivedAt)),
    'no punch or visit is lost': scene.told.filter(
      ({ what, id, heardAt }) =>
        (what === 'punch' || what === 'visit') && heardAt.length > 0 && !seen.has(id),
    ),
    'no position is lost': scene.told.filter(
      ({ what, id, heardAt, trueAt }) =>
        what === 'fix' &&
        heardAt.some((at) => agreed('location', at) && +at - +trueAt < TOO_OLD_MS) &&
        admit(trueAt) === 'ok' &&
        agreed('location', trueAt) &&
        !gone('track', trueAt) &&
        !keys.has(id),
    ),
    'no place of a punch is lost': [...punches, ...visits].filter(
      (one) =>
        mayPlace(one) &&
        'location' in one.told.body &&
        !gone(one.told.what === 'punch' ? 'punch' : 'visit', one.told.trueAt) &&
        one.row['location'] === undefined,
    ),
  };
  return Object.entries(rules).flatMap(([name, faults]) =>
    faults.length > 0 ? [`${name}: ${JSON.stringify(faults[0])}`] : [],
  );
}

/** What is left of a place or a picture when everything has had its time. */
export async function leftOver(scene: Scene): Promise<string[]> {
  const data = await readPersonalData(scene.shop.promoter);
  return [...data].flatMap(([name, rows]) =>
    rows.flatMap((row) =>
      name === 'photos' || 'lng' in flatten(row) ? [`${name} ${JSON.stringify(row)}`] : [],
    ),
  );
}

const hasDetails = (row: PersonalRow): boolean => {
  const all = flatten(row);
  return 'lng' in all || 'note' in all || 'device' in all;
};

/** `saidAt`: when the last words were written. */
function isErased({ erasures }: Scene, topic: DataTopic, at: Date, saidAt = at): boolean {
  return erasures.some((one) => {
    if (one.topic !== topic && one.topic !== 'all') return false;
    if (at >= one.answeredAt || saidAt >= one.answeredAt) return false;
    if (one.day === undefined) return true;
    const [from, to] = [
      instantOf(one.day, '00:00', TIME_ZONE),
      instantOf(addDays(one.day, 1), '00:00', TIME_ZONE),
    ];
    return at >= from && at < to;
  });
}

/** Every field at any depth, by its last name. */
function flatten(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || value instanceof Date) return {};
  return Object.entries(value).reduce<Record<string, unknown>>(
    (all, [name, inner]) => ({ ...all, ...flatten(inner), [name]: inner }),
    {},
  );
}

const listOf = (fixes: unknown, row: PersonalRow): PersonalRow[] =>
  Array.isArray(fixes) ? fixes.map((fix: object) => ({ ...row, ...fix })) : [];

function storedFix(scene: Scene, row: PersonalRow): Stored {
  const id = `${String(row['installId'])}:${String(row['seq'])}`;
  return { ...asStored(row, toldAs(scene, id)), at: new Date(Number(row['atMs'])) };
}

const storedItem = (scene: Scene, row: PersonalRow, when: string): Stored => ({
  ...asStored(row, toldAs(scene, String(row['_id']))),
  at: dateOf(row[when]),
});

function toldAs(scene: Scene, id: string): Told {
  const told = scene.told.find((one) => one.id === id);
  if (!told) throw new Error(`nobody told of ${id}`);
  return told;
}

/** A row that is no phone's single word has nobody who told it. */
function asStored(row: PersonalRow): Pick<Stored, 'row' | 'receivedAt'>;
function asStored(row: PersonalRow, told: Told): Omit<Stored, 'at'>;
function asStored(row: PersonalRow, told?: Told) {
  return { row, receivedAt: dateOf(row['receivedAt']), ...(told && { told }) };
}

const dateOf = (value: unknown): Date => {
  if (value instanceof Date) return value;
  throw new Error('not a time');
};
