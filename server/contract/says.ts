import { z } from 'zod';
import type { Sentence } from './texts/sentence.ts';

/** What a check of a schema says where it refuses: the sentence travels with it, in both languages. */
export const says = (sentence: Sentence) => ({ error: sentence.en, params: { says: sentence } });

/** Text of this pattern; the sentence is what it allows. */
export const textLike = (pattern: RegExp, sentence: Sentence) =>
  z
    .string()
    .refine((text) => pattern.test(text), says(sentence))
    .meta({ pattern: pattern.source });
