/** Letters of a name that say little alone. */
const FEW = 3;

/** A name without case, width, spaces and signs. */
export const sayable = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]/gu, '');

/** Whether two names, of shops a few steps apart, are of one shop: one holds the other. */
export function isSameShop(a: string, b: string): boolean {
  const [one, other] = [sayable(a), sayable(b)];
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= FEW && long.includes(short);
}
