import type { EvidenceKind, VerificationResult } from '../../../server/contract/case.ts';
import type { CaseView } from '../../../server/contract/views.ts';
import type { Language } from '../../texts/language.tsx';
import type { ConsoleTexts } from '../../texts/console-texts.ts';
import { withoutBlanks } from '../parts/blanks.ts';

/** The longest reason and evidence note the contract takes. */
const REASON_MAX = 1000;
const NOTE_MAX = 300;

/** First drafts of the reasons, built from this case's own facts; the person reads and may change every word. `day` is the finding's day in words. */
export function templatesFor(
  view: CaseView,
  { texts, language, day }: { texts: ConsoleTexts; language: Language; day: string },
) {
  const { template } = texts.console;
  const sentence = `${unstopped(view.finding.sentence[language])}${language === 'zh' ? '。' : '.'}`;
  const said = view.explanation
    ? template.explained(saidOf(view.explanation, texts, language))
    : template.notExplained;
  const facts = language === 'zh' ? `${sentence}${said}` : `${sentence} ${said}`;
  const notes: Partial<Record<EvidenceKind, string>> = {
    location: template.evidence.location(sentence).slice(0, NOTE_MAX),
    attendance_record: template.evidence.attendance_record(day),
    ...(view.explanation
      ? {
          explanation: template.evidence
            .explanation(withoutBlanks(unstopped(view.explanation.text)))
            .slice(0, NOTE_MAX),
        }
      : {}),
    interview: template.evidence.interview,
  };
  return {
    verify: (result: VerificationResult): string => template[result](facts).slice(0, REASON_MAX),
    propose: template.propose(view.verification?.reason ?? facts).slice(0, REASON_MAX),
    talk: template.talk(sentence).slice(0, REASON_MAX),
    evidence: notes,
  };
}

/** The reason and the words, without a full stop of their own. */
function saidOf(
  { quickReason, text }: NonNullable<CaseView['explanation']>,
  texts: ConsoleTexts,
  language: Language,
): string {
  const colon = language === 'zh' ? '：' : ': ';
  return `${texts.words.quickReason[quickReason]}${colon}${withoutBlanks(unstopped(text))}`;
}

const unstopped = (text: string): string => text.trim().replace(/[。.！!]+$/, '');

export type CaseTemplates = ReturnType<typeof templatesFor>;
