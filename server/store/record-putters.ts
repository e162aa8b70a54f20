import type { RecordKind } from '../contract/records.ts';
import { isPulled } from './is-pulled.ts';
import { Places } from './places.ts';
import { STANDING, WorkRecords } from './work-records.ts';
import { Zones } from './zones.ts';

type Put = Readonly<{ _id: string; by?: string }>;

/** Which of these records stand as some source has put them: not as a key, a file or a person has. */
export async function findPulled(
  kind: RecordKind,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = await findPut(kind, externalIds);
  return new Set(found.filter(({ by }) => isPulled(by)).map(({ _id }) => externalIdOf(kind, _id)));
}

async function findPut(kind: RecordKind, externalIds: readonly string[]): Promise<Put[]> {
  if (externalIds.length === 0) return [];
  const of = { _id: { $in: externalIds.map((one) => idOf(kind, one)) }, ...STANDING };
  if (kind === 'places') return Places.find(of, { by: 1 }).lean<Put[]>();
  if (kind === 'zones') return Zones.find(of, { by: 1 }).lean<Put[]>();
  return WorkRecords.find(of, { by: 1 }).lean<Put[]>();
}

/** Records of a kind that one putter has put last, from an id on, in the order of ids. */
export async function listPutBy(
  kind: RecordKind,
  by: string,
  { after, limit }: Readonly<{ after: string; limit: number }>,
): Promise<string[]> {
  const of = { by, ...STANDING };
  const page = { sort: { _id: 1 }, limit } as const;
  const from = { _id: { $gt: idOf(kind, after) } };
  const find = (): Promise<Put[]> => {
    if (kind === 'places') return Places.find({ ...of, ...from }, { _id: 1 }, page).lean<Put[]>();
    if (kind === 'zones') return Zones.find({ ...of, ...from }, { _id: 1 }, page).lean<Put[]>();
    return WorkRecords.find({ ...of, kind, ...from }, { _id: 1 }, page).lean<Put[]>();
  };
  return (await find()).map(({ _id }) => externalIdOf(kind, _id));
}

const isOfMap = (kind: RecordKind): boolean => kind === 'places' || kind === 'zones';
const idOf = (kind: RecordKind, externalId: string): string =>
  isOfMap(kind) ? externalId : `${kind}:${externalId}`;
const externalIdOf = (kind: RecordKind, id: string): string =>
  isOfMap(kind) ? id : id.slice(kind.length + 1);
