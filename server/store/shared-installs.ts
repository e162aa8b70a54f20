import { Punches } from './punch-model.ts';

export type SharedInstall = Readonly<{ installId: string; personIds: readonly string[] }>;

const DAY_MS = 86_400_000;

/**
 * Installations that more than one person has punched on from `fromAt` up to `toAt`, with those people. Reads `daysAtOnce` days at a
 * time: in one query over a month of a large company an embedded store would answer nobody for seconds.
 */
export async function findSharedInstalls(
  { fromAt, toAt }: Readonly<{ fromAt: Date; toAt: Date }>,
  daysAtOnce: number,
): Promise<SharedInstall[]> {
  const users = new Map<string, Set<string>>();
  for (let ms = +fromAt; ms <= +toAt; ms += daysAtOnce * DAY_MS) {
    const untilMs = Math.min(+toAt + 1, ms + daysAtOnce * DAY_MS);
    for (const { installId, personId } of await findUsers(new Date(ms), new Date(untilMs)))
      users.set(installId, (users.get(installId) ?? new Set()).add(personId));
  }
  return [...users].flatMap(([installId, people]) =>
    people.size > 1 ? [{ installId, personIds: [...people] }] : [],
  );
}

/** Who punched on which installation in this time, each pair once. */
function findUsers(fromAt: Date, beforeAt: Date): Promise<{ installId: string; personId: string }[]> {
  return Punches.aggregate([
    { $match: { at: { $gte: fromAt, $lt: beforeAt } } },
    { $group: { _id: { installId: '$installId', personId: '$personId' } } },
    { $project: { _id: 0, installId: '$_id.installId', personId: '$_id.personId' } },
  ]);
}
