/** One sentence in both languages. */
export type Sentence = Readonly<{ zh: string; en: string }>;

export type Language = keyof Sentence;
