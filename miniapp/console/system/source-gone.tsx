import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { LineField } from '../parts/line-field.tsx';
import { mayBeWhole, type SourceDraft } from './source-draft.ts';

/** How a record is known to be gone there, so that it is taken back here. */
export function SourceGone({
  draft,
  put,
}: {
  draft: SourceDraft;
  put: (change: Partial<SourceDraft>) => void;
}) {
  const texts = useTable(sourceTexts);
  return (
    <>
      <LineField
        label={texts.voidFrom}
        value={draft.voidFrom}
        max={200}
        onChange={(voidFrom) => put({ voidFrom })}
      />
      <LineField
        label={texts.voidValues}
        value={draft.voidValues}
        max={2_000}
        onChange={(voidValues) => put({ voidValues })}
      />
      <span className="mq-muted">{texts.voidHint}</span>
      {mayBeWhole(draft) && (
        <>
          <label className="mq-check">
            <input
              type="checkbox"
              checked={draft.isWhole}
              onChange={(event) => put({ isWhole: event.target.checked })}
            />
            <span>{texts.whole}</span>
          </label>
          <span className="mq-muted">{texts.wholeHint}</span>
        </>
      )}
    </>
  );
}
