/** The number somebody typed; undefined while it is none, or less than `min`. */
export function typedNumber(text: string, min: number): number | undefined {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) && number >= min ? number : undefined;
}
