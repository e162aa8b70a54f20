/** A number with its English noun: 1 punch, 2 punches. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
