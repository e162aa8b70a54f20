/** A punch in either system: who and when. */
type Known = Readonly<{ id: string; personId: string; at: Date }>;

/**
 * Milliseconds within which a punch of ours and one of the platform's are the same tap: the platform keeps whole seconds, and the clocks
 * differ.
 */
const SAME_MS = 60_000;

/**
 * Compares confirmed punches with the platform's records of the same time. `missing`: ours that it does not have; `onlyThere`: its
 * records that are none of ours, punched in the chat app itself.
 */
export function reconcilePunches<Ours extends Known, Theirs extends Known>(
  ours: readonly Ours[],
  theirs: readonly Theirs[],
): { missing: Ours[]; onlyThere: Theirs[] } {
  const left = new Set(theirs);
  const missing = ours.filter((punch) => {
    const match = nearest(punch, left);
    if (match) left.delete(match);
    return !match;
  });
  const isOurs = (flow: Theirs): boolean => ours.some((punch) => isSame(punch, flow));
  return { missing, onlyThere: [...left].filter((flow) => !isOurs(flow)) };
}

function nearest<Theirs extends Known>(punch: Known, theirs: ReadonlySet<Theirs>): Theirs | undefined {
  return [...theirs]
    .filter((flow) => isSame(punch, flow))
    .toSorted((a, b) => Math.abs(+a.at - +punch.at) - Math.abs(+b.at - +punch.at))[0];
}

const isSame = (a: Known, b: Known): boolean =>
  a.personId === b.personId && Math.abs(+a.at - +b.at) < SAME_MS;
