/** What a detector is called; the company's own rules are called by one word. */
export const nameOf = (names: Readonly<Record<string, string>>, detector: string, rule: string): string =>
  names[detector] ?? (detector.startsWith('rule:') ? rule : detector);
