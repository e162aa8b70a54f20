import { useTable } from '../../texts/language.tsx';
import { sourceTexts } from '../../texts/screens/console-sources.ts';
import { Choose } from '../parts/choose.tsx';
import { LineField } from '../parts/line-field.tsx';
import type { SourceDraft } from './source-draft.ts';

const PAGINGS = ['none', 'page', 'cursor', 'link'] as const;

/** How one page of theirs leads to the next. */
export function SourcePaging({
  draft,
  put,
}: {
  draft: SourceDraft;
  put: (change: Partial<SourceDraft>) => void;
}) {
  const texts = useTable(sourceTexts);
  return (
    <>
      <Choose
        label={texts.paging}
        value={draft.paging}
        options={PAGINGS}
        words={texts.pagings}
        onChange={(paging) => put({ paging })}
      />
      {draft.paging === 'page' && (
        <>
          <Choose
            label={texts.first}
            value={String(draft.first)}
            options={['0', '1']}
            words={{ 0: '0', 1: '1' }}
            onChange={(first) => put({ first: first === '0' ? 0 : 1 })}
          />
          <LineField label={texts.size} type="number" value={draft.size} onChange={(size) => put({ size })} />
        </>
      )}
      {(draft.paging === 'cursor' || draft.paging === 'link') && (
        <LineField label={texts.next} value={draft.next} max={200} onChange={(next) => put({ next })} />
      )}
    </>
  );
}
