/** `kind:count` of each kind of which there is any, as the audit chain says them. */
export const countsIn = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .flatMap(([kind, count]) => (count > 0 ? [`${kind}:${count}`] : []))
    .join(' ');
