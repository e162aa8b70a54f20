/** Who missed which customer how often, and both together for each customer. */
export type PlaceDoubt = Readonly<{
  all: ReadonlyMap<string, Readonly<{ people: number; misses: number }>>;
  /** Misses by customer, by person. */
  own: ReadonlyMap<string, ReadonlyMap<string, number>>;
}>;

export function sumMisses(
  rows: readonly Readonly<{ placeId: string; personId: string; misses: number }>[],
): PlaceDoubt {
  const all = new Map<string, { people: number; misses: number }>();
  const own = new Map<string, Map<string, number>>();
  for (const { placeId, personId, misses } of rows) {
    const sum = all.get(placeId) ?? { people: 0, misses: 0 };
    all.set(placeId, { people: sum.people + 1, misses: sum.misses + misses });
    own.set(personId, (own.get(personId) ?? new Map<string, number>()).set(placeId, misses));
  }
  return { all, own };
}

/** How many other people miss a customer: the person's own misses are what is judged, not what excuses them. */
export function doubtByOthers({ all, own }: PlaceDoubt, personId: string): PlaceDoubt['all'] {
  const mine = own.get(personId);
  if (!mine) return all;
  const others = new Map(all);
  for (const [placeId, misses] of mine) {
    const sum = others.get(placeId);
    if (!sum) continue;
    if (sum.people > 1) others.set(placeId, { people: sum.people - 1, misses: sum.misses - misses });
    else others.delete(placeId);
  }
  return others;
}
