type Read = Readonly<{ what: string; purpose: string }>;

/**
 * What somebody looked at and why, as the person reads it. The server names a purpose as kind and number, e.g. "case MQ-2026-0017"; one
 * of the same kind as the thing itself says nothing more than its number.
 */
export function readWords(
  { what, purpose }: Read,
  kinds: Readonly<Record<string, string>>,
): Readonly<{ what: string; purpose?: string }> {
  const [kind = '', ...rest] = purpose.split(' ');
  const named = kinds[what] ?? what;
  if (kind === what) return { what: [named, ...rest].join(' ') };
  return { what: named, purpose: [kinds[kind] ?? kind, ...rest].join(' ') };
}
