import { flowZh } from '../../contract/texts/flow.zh.ts';
import { numbersEn } from '../../contract/texts/numbers.en.ts';
import { numbersZh } from '../../contract/texts/numbers.zh.ts';
import { thresholdsEn } from '../../contract/texts/thresholds.en.ts';
import { thresholdsZh } from '../../contract/texts/thresholds.zh.ts';
import { withUnit } from '../../contract/texts/units.ts';
import { DETECTORS } from '../../domain/detectors/index.ts';
import { findAcknowledgement, listAcknowledgements } from '../../store/acknowledgements.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findConsent } from '../../store/consents.ts';
import { ConsentKindSchema } from '../../contract/consent.ts';
import { findPeople, findPerson } from '../../store/people.ts';
import { findPlaceVersion } from '../../store/places.ts';
import { findPolicyAt } from '../../store/policies.ts';
import type { Read } from '../../store/reads.ts';
import type { Segment } from '../../store/segments.ts';
import type { VerdictPart } from './pack-verdict.ts';

const WRITERS = { hr: '人力资源 / HR', subject: '本人 / the person' } as const;
const json = (data: unknown): string => `${JSON.stringify(data, null, 2)}\n`;

/** The case as it went, with the names of those who acted in it. */
export async function caseFile(record: CaseRecord): Promise<string> {
  const { pending: _pending, sent: _sent, finding: _finding, ...rest } = record;
  const person = await findPerson(record.personId);
  const people = await findPeople([...new Set(record.history.map(({ actorId }) => actorId))]);
  return json({
    person: { name: person?.name, employeeNo: person?.employeeNo, engagement: record.engagement },
    actors: Object.fromEntries(people.map(({ id, name, roles }) => [id, { name, roles }])),
    ...rest,
  });
}

const zh: Readonly<Record<string, string>> = { ...thresholdsZh, ...numbersZh };
const en: Readonly<Record<string, string>> = { ...thresholdsEn, ...numbersEn };

/** What was found, in words and numbers, and what would have changed it (trust R6). */
export function explanationFile({ finding, explanation, messages = [] }: CaseRecord): string {
  const rows = (values: Readonly<Record<string, number>>): string[] =>
    Object.entries(values).map(
      ([name, value]) =>
        `  ${zh[name] ?? name}：${withUnit(name, value, 'zh')} / ${en[name] ?? name}: ${withUnit(name, value, 'en')} (${name} = ${value})`,
    );
  return [
    finding.sentence.zh,
    finding.sentence.en,
    '',
    '比较的数字 / numbers compared',
    ...rows(finding.numbers),
    '判断标准 / thresholds',
    ...rows(finding.thresholds),
    '判断理由 / reasons',
    ...finding.reasons.map((reason) => `  ${reason}`),
    '什么可以消除它 / what would clear it',
    `  ${finding.whatWouldClear.zh}`,
    `  ${finding.whatWouldClear.en}`,
    '',
    '本人说明 / the person’s own words',
    explanation
      ? `  ${flowZh.quickReasons[explanation.quickReason]}：${explanation.text}（${explanation.at.toISOString()}）`
      : '  没有说明；没有说明不等于属实。/ none; silence proves nothing.',
    ...messages.map(({ at, from, text }) => `  ${at.toISOString()} ${WRITERS[from]}: ${text}`),
    '',
  ].join('\n');
}

/** The rule in force when it happened, and that the person had read it by then. */
export async function policyFile({ personId, finding }: CaseRecord): Promise<string> {
  const found = await findPolicyAt(finding.startAt);
  const policy = found && found.effectiveAt <= finding.startAt ? found : null;
  const read = policy && (await findAcknowledgement(personId, policy.version));
  return json({
    policy: policy && pickPolicy(policy),
    acknowledgement: read && {
      version: read.version,
      hash: read.hash,
      language: read.language,
      readMs: read.readMs,
      at: read.at,
    },
    allAcknowledgements: (await listAcknowledgements(personId)).map(({ version, hash, at }) => ({
      version,
      hash,
      at,
    })),
  });
}

function pickPolicy(policy: NonNullable<Awaited<ReturnType<typeof findPolicyAt>>>) {
  const { version, title, body, hash, effectiveAt, adoptedAt, consultation } = policy;
  return { version, title, body, hash, effectiveAt, adoptedAt, consultation };
}

/** Every answer to every notice, and what counted when it happened. */
export async function consentsFile({ personId, finding }: CaseRecord): Promise<string> {
  const consents = await Promise.all(
    ConsentKindSchema.options.map(async (kind) => {
      const history = (await findConsent(personId, kind))?.history ?? [];
      const then = history.findLast(({ at }) => at <= finding.startAt);
      return { kind, whenItHappened: then?.state ?? 'unasked', history };
    }),
  );
  return json(consents);
}

/** Who looked, when and why. */
export async function readsFile(reads: readonly Read[]): Promise<string> {
  const people = new Map(
    (await findPeople(reads.map(({ readerId }) => readerId))).map((one) => [one.id, one.name]),
  );
  return json(
    reads.map(({ at, readerId, what, purpose }) => ({
      at,
      reader: people.get(readerId) ?? readerId,
      what,
      purpose,
    })),
  );
}

/** Per upload: how far the phone's own clock was from the corrected time, milliseconds, and by which device. */
export function clocksFile(segments: readonly Segment[]): string {
  return json(
    segments.map(({ installId, ordinal, receivedAt, sourceDatum, device, fixes }) => {
      const offsets = fixes.map(({ atMs, capturedAtMs }) => atMs - capturedAtMs);
      return {
        installId,
        ordinal,
        receivedAt,
        sourceDatum,
        device,
        fixes: fixes.length,
        minOffsetMs: offsets.reduce((a, b) => Math.min(a, b), Infinity),
        maxOffsetMs: offsets.reduce((a, b) => Math.max(a, b), -Infinity),
      };
    }),
  );
}

/** Detectors with their versions and the settings in force, and the place it is about as it is kept now. */
export async function rulesFile({ finding }: CaseRecord, { judged }: VerdictPart): Promise<string> {
  const place = finding.placeId === undefined ? null : await placeNow(finding.placeId);
  const overrides = judged?.overrides ?? {};
  return json({
    settingsVersion: judged?.settingsVersion ?? null,
    detectors: DETECTORS.map(({ name, version, settings }) => ({
      name,
      version,
      settings: settings.parse(overrides[name] ?? {}),
    })),
    placeNow: place,
  });
}

/** As it is kept, without who changed it and their words. */
async function placeNow(id: string) {
  const found = await findPlaceVersion(id);
  if (!found) return null;
  const { by: _by, at: _at, byHand: _byHand, why: _why, record: _record, ...place } = found;
  return place;
}
