import type { ItemReceipt } from '../../server/contract/ingest.ts';
import type { AnsweredPunch, QueuedPunch } from './database.ts';

export type Unkept = ReturnType<typeof createUnkept>;

/** Punches that the phone's storage does not take: they live in this page, before what the storage says of them, until the server has them. */
export function createUnkept() {
  const punches = new Map<string, QueuedPunch>();
  const answers = new Map<string, AnsweredPunch>();
  const over = <T extends { personId: string; id: string }>(
    map: Map<string, T>,
    stored: readonly T[],
    personId: string,
  ) => [
    ...stored.filter(({ id }) => !map.has(id)),
    ...[...map.values()].filter((row) => row.personId === personId),
  ];
  return {
    has: (id: string): boolean => punches.has(id),
    get: (id: string): QueuedPunch | undefined => punches.get(id),
    add: (row: QueuedPunch): void => void punches.set(row.id, row),
    isEmpty: (): boolean => punches.size === 0,
    settle: (row: QueuedPunch, receipt: ItemReceipt): void => {
      punches.delete(row.id);
      answers.set(row.id, { personId: row.personId, id: row.id, punch: row.punch, receipt });
    },
    punchesOver: (stored: readonly QueuedPunch[], personId: string): QueuedPunch[] =>
      over(punches, stored, personId),
    answersOver: (stored: readonly AnsweredPunch[], personId: string): AnsweredPunch[] =>
      over(answers, stored, personId),
  };
}
