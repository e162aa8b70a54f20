import type { Notice, NoticeWords } from '../../../server/contract/consent.ts';
import type { Language } from '../../texts/language.tsx';

/** A notice in the person's language; the Chinese words decide, which the screen says. */
export const noticeWords = (notice: Notice, language: Language): NoticeWords =>
  language === 'en' ? notice.english : notice;
