import type { Story } from '../story.ts';
import { mallAmbiguity } from './mall-ambiguity.ts';

export const STORIES: readonly Story[] = [mallAmbiguity];
