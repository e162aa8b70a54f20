/** A quotation within one has single marks (GB/T 15834). */
export const quoted = (words: string): string => `“${words.replaceAll('“', '‘').replaceAll('”', '’')}”`;
