import { reasonWords } from '../../contract/texts/case-reason-words.ts';
import { caseReasonsZh } from '../../contract/texts/case-reasons.zh.ts';
import { caseClocksZh, caseEventsZh, caseVerificationsZh } from '../../contract/texts/case-events.zh.ts';
import { casePaperZh as texts } from '../../contract/texts/case-paper.zh.ts';
import { flowZh } from '../../contract/texts/flow.zh.ts';
import { clockOf, dayOf } from '../time.ts';
import type { Case, CaseMove } from '../case/case.ts';

/** A letter of the case, with how it reached the person. */
export type PaperLetter = Readonly<{
  no: string;
  name: string;
  sha256: string;
  at: Date;
  byId: string;
  deliveries: readonly Readonly<{ at: Date; byId: string; channel: string }>[];
}>;
/** What the person or HR added. */
export type PaperFile = Readonly<{ name: string; sha256: string; at: Date; from: 'hr' | 'subject' }>;
export type CaseFacts = Readonly<{
  record: Case;
  nameOf: (personId: string) => string;
  letters: readonly PaperLetter[];
  files: readonly PaperFile[];
}>;
/** One thing that happened, as it is printed. */
export type PaperRow = Readonly<{ at: Date; what: string; who: string; said: readonly string[] }>;

/** Everything that happened in a case, in its order: what was done by whom, and what was said, when it was said. */
export function courseOf({ record, nameOf, letters, files }: CaseFacts): PaperRow[] {
  const { personId, messages = [] } = record;
  const rows = [
    ...record.history
      .filter(({ event }) => event !== 'message' && event !== 'reply')
      .map((row) => moveRow(row, record, nameOf)),
    ...messages.map(({ at, from, byId, text }) => ({
      at,
      what: texts.message[from],
      who: nameOf(from === 'subject' ? personId : byId),
      said: [text],
    })),
    ...files.map(({ at, from, name }) => ({
      at,
      what: texts.file[from],
      who: texts.from[from],
      said: [name],
    })),
    ...letters.flatMap((letter) => letterRows(letter, nameOf)),
  ];
  return rows.toSorted((a, b) => +a.at - +b.at);
}

function moveRow(row: CaseMove, record: Case, nameOf: CaseFacts['nameOf']): PaperRow {
  const { at, actorId, event } = row;
  const events: Readonly<Record<string, string>> = caseEventsZh;
  return { at, what: events[event] ?? event, who: nameOf(actorId), said: saidWith(row, record) };
}

/** The words that belong to a move: its reason, or what was written with it and is kept elsewhere in the case. */
function saidWith({ event, actorId, reason }: CaseMove, record: Case): string[] {
  const { contact, explanation, verification, appeal, execution } = record;
  const own: Readonly<Record<string, readonly (string | undefined)[]>> = {
    contact: [contact?.note && `${texts.note}${contact.note}`],
    explain: [explanation && `${flowZh.quickReasons[explanation.quickReason]}：${explanation.text}`],
    verify: [verification && caseVerificationsZh[verification.result], reason],
    appeal: [appeal?.text],
    execute: [execution?.note && `${texts.note}${execution.note}`],
  };
  const isSystem = actorId === 'system';
  const said = own[event] ?? [reason && reasonWords({ event, isSystem, reason }, CODES)];
  return said.filter((one): one is string => one !== undefined && one !== '');
}

const CLOCKS = Object.entries(caseClocksZh).map(([kind, word]) => [`clock:${kind}`, word] as const);
/** What a reason may name in codes. */
const CODES: Readonly<Record<string, string>> = { ...caseReasonsZh, ...Object.fromEntries(CLOCKS) };

function letterRows(
  { no, name, at, byId, deliveries }: PaperLetter,
  nameOf: CaseFacts['nameOf'],
): PaperRow[] {
  return [
    { at, what: texts.letter(name), who: nameOf(byId), said: [no] },
    ...deliveries.map((delivery) => ({
      at: delivery.at,
      what: texts.delivered(name),
      who: nameOf(delivery.byId),
      said: [no, ...[texts.channels[delivery.channel]].filter((word) => word !== undefined)],
    })),
  ];
}

/** An instant as papers say it, in the zone of the person. */
export const momentIn =
  (timeZone: string) =>
  (at: Date): string =>
    `${dayOf(at, timeZone)} ${clockOf(at, timeZone)}`;
