import { model, Schema } from 'mongoose';
import type { Datum } from '../contract/geo.ts';
import type { SegmentFix } from '../domain/track/segment-codec.ts';
import { askForRows, doTogether } from './ask-together.ts';
import { schemaOptions, toPlain } from './schema.ts';
import type { SealedBytes } from './sealed.ts';
import { openFixes, sealFixes } from './segment-fixes.ts';

/** The device as the phone described it; shown in evidence, never an identity. */
export type Device = Readonly<{ model?: string; os?: string; appVersion?: string }>;

/** What one upload added to one installation of one person: fixes kept, and copies that contradict an earlier fix of the same seq. */
export type Segment = Readonly<{
  personId: string;
  installId: string;
  /** 1, 2, 3 … of this installation: the next number is taken by one upload only, whoever else is uploading. */
  ordinal: number;
  receivedAt: Date;
  sourceDatum: Datum;
  device?: Device;
  fixes: readonly SegmentFix[];
  conflicts: readonly SegmentFix[];
}>;

export type SegmentDoc = Omit<Segment, 'fixes' | 'conflicts'> & {
  _id: string;
  fromSeq: number;
  toSeq: number;
  count: number;
  startAt?: Date;
  endAt?: Date;
  bytes: SealedBytes;
  conflictBytes?: SealedBytes;
};

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;
const schema = new Schema<SegmentDoc>(
  {
    _id: text,
    personId: text,
    installId: text,
    ordinal: number,
    receivedAt: { type: Date, required: true },
    sourceDatum: text,
    device: Schema.Types.Mixed,
    fromSeq: number,
    toSeq: number,
    count: number,
    startAt: Date,
    endAt: Date,
    bytes: { type: Buffer, required: true },
    conflictBytes: Buffer,
  },
  schemaOptions('segments'),
);
schema.index({ personId: 1, installId: 1, ordinal: 1 }, { unique: true });
schema.index({ personId: 1, installId: 1, toSeq: 1 });
schema.index({ personId: 1, endAt: 1 });
schema.index({ endAt: 1 });
export const Segments = model('Segment', schema);

/** Appends a segment; false when another upload took its ordinal, then everything read before is out of date. */
export async function appendSegment(segment: Segment): Promise<boolean> {
  const { fixes, conflicts, ...fields } = segment;
  const seqs = [...fixes, ...conflicts].map(({ seq }) => seq);
  const times = fixes.map(({ atMs }) => atMs);
  const id = `${segment.personId}:${segment.installId}:${segment.ordinal}`;
  return insert({
    _id: id,
    ...fields,
    fromSeq: Math.min(...seqs),
    toSeq: Math.max(...seqs),
    count: fixes.length,
    ...(times.length > 0 && { startAt: new Date(Math.min(...times)), endAt: new Date(Math.max(...times)) }),
    ...sealFixes(id, fixes, conflicts),
  });
}

const insert = doTogether(async (fresh: readonly SegmentDoc[]): Promise<boolean[]> => {
  const { upsertedIds } = await Segments.bulkWrite(
    fresh.map(({ _id, ...fields }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
    })),
  );
  return fresh.map((_, index) => index in upsertedIds);
});

/** Segments of an installation that hold a seq between the two, inclusive. */
export async function findSegmentsBySeq(
  install: Readonly<{ personId: string; installId: string }>,
  fromSeq: number,
  toSeq: number,
): Promise<Segment[]> {
  return (await askBySeq({ ...install, fromSeq, toSeq })).map(toSegment);
}

type SeqSpan = Readonly<{ personId: string; installId: string; fromSeq: number; toSeq: number }>;

const askBySeq = doTogether(async (asked: readonly SeqSpan[]): Promise<SegmentDoc[][]> => {
  const found = await Segments.find({
    $or: asked.map(({ personId, installId, fromSeq, toSeq }) => ({
      personId,
      installId,
      toSeq: { $gte: fromSeq },
      fromSeq: { $lte: toSeq },
    })),
  }).lean<SegmentDoc[]>();
  return asked.map(({ personId, installId, fromSeq, toSeq }) =>
    found.filter(
      (one) =>
        one.personId === personId &&
        one.installId === installId &&
        one.toSeq >= fromSeq &&
        one.fromSeq <= toSeq,
    ),
  );
});

/** The fixes of one person from startAt to endAt, inclusive, of all installations, by segment. */
export async function findFixes(
  personId: string,
  startAt: Date,
  endAt: Date,
): Promise<{ segments: { installId: string; fixes: readonly SegmentFix[] }[] }> {
  const found = await askForSegments(personId, startAt, endAt);
  const [fromMs, toMs] = [+startAt, +endAt];
  const isIn = ({ atMs }: SegmentFix): boolean => atMs >= fromMs && atMs <= toMs;
  const segments = found.map(toSegment).map(({ installId, fixes }) => ({
    installId,
    fixes: fixes.every(isIn) ? fixes : fixes.filter(isIn),
  }));
  return { segments: segments.filter(({ fixes }) => fixes.length > 0) };
}

const askForSegments = askForRows(
  ({ personId }: SegmentDoc) => personId,
  (personIds, startAt: Date, endAt: Date) =>
    Segments.find({ personId: { $in: personIds }, endAt: { $gte: startAt }, startAt: { $lte: endAt } })
      .sort({ installId: 1, ordinal: 1 })
      .lean<SegmentDoc[]>(),
);

/** The uploads of one person that reach into the time from startAt to endAt, whole, in the order of arrival at each installation. */
export async function findSegments(personId: string, startAt: Date, endAt: Date): Promise<Segment[]> {
  return (await askForSegments(personId, startAt, endAt)).map(toSegment);
}

/** Which segments of one person reach into the time from startAt to endAt, without their fixes. */
export async function findSegmentSpans(
  personId: string,
  startAt: Date,
  endAt: Date,
): Promise<{ id: string; installId: string; count: number; startAt: Date; endAt: Date }[]> {
  const found = await askForSpans(personId, startAt, endAt);
  return found.map(({ personId: _personId, ...span }) => toPlain(span));
}

type SpanDoc = Readonly<
  Pick<SegmentDoc, '_id' | 'personId' | 'installId' | 'count'> & { startAt: Date; endAt: Date }
>;
const askForSpans = askForRows(
  ({ personId }: SpanDoc) => personId,
  (personIds, startAt: Date, endAt: Date) =>
    Segments.find(
      { personId: { $in: personIds }, endAt: { $gte: startAt }, startAt: { $lte: endAt } },
      { personId: 1, installId: 1, count: 1, startAt: 1, endAt: 1 },
    ).lean<SpanDoc[]>(),
);

function toSegment(stored: SegmentDoc): Segment {
  const { personId, installId, ordinal, receivedAt, sourceDatum, device } = stored;
  return {
    personId,
    installId,
    ordinal,
    receivedAt,
    sourceDatum,
    ...(device && { device }),
    ...openFixes(stored),
  };
}
