import { useTable } from '../texts/language.tsx';
import { answerTexts } from '../texts/screens/answer.ts';

/** Says where the words in the field come from. */
export function DraftBack() {
  return (
    <p className="mq-muted" role="status">
      {useTable(answerTexts).draftBack}
    </p>
  );
}
