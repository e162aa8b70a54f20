import type { DeclarationView } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { declarationTexts } from '../../texts/screens/declaration.ts';
import { LookAgainForm } from '../look-again-form.tsx';

type Props = {
  view: DeclarationView;
  act: (work: () => Promise<unknown>, said?: string) => Promise<unknown>;
  busy: boolean;
};

/** A refusal is contested, once: somebody else looks again. */
export function ReviewForm({ view, act, busy }: Props) {
  const texts = useTable(declarationTexts);
  const format = useFormat();
  const { id, version, reviewUntilAt } = view;
  return (
    <LookAgainForm
      name="review"
      draft={`${id}:review`}
      words={{
        title: texts.review,
        hint: texts.reviewHint,
        text: texts.reviewText,
        submit: texts.reviewSend,
      }}
      until={reviewUntilAt && texts.reviewUntil(format.dateTime(reviewUntilAt))}
      max={1000}
      busy={busy}
      post={(body) => myApi.reviewDeclaration(id, { ...body, version })}
      run={(send) => void act(send, texts.reviewSent)}
    />
  );
}
