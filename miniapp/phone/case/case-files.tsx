import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import type { CaseView } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';
import '../records.css';

/** Files of the own case: added at any time while it runs, taken back until the answer is given. */
export function CaseFiles({ view }: { view: CaseView }) {
  const texts = useTable(answerTexts);
  const all = useTexts();
  const loaded = useLoad(() => myApi.caseFiles(view.id), view.id);
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await work().catch((error: unknown) => Toast.show(toRead(describeFault(error, all))));
    await loaded.reload();
    setBusy(false);
  };
  const add = (file: File | undefined): void => {
    if (!file) return;
    const name = file.name.slice(0, 120) || 'file';
    void act(() => myApi.addCaseFile(view.id, { id: uuidv7(), name, blob: file }));
    if (input.current) input.current.value = '';
  };
  const mayAdd = !hasEnded(view);
  const files = loaded.data?.files ?? [];
  if (!mayAdd && files.length === 0) return null;
  return (
    <section className="mq-card" aria-label={texts.files}>
      <h2>{texts.files}</h2>
      {mayAdd && <p className="mq-muted">{texts.filesHint}</p>}
      {files.map((file) => (
        <div key={file.id} className="mq-file-row">
          <a className="mq-grow" href={myApi.caseFile(view.id, file.id)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          <span className="mq-muted">
            {file.from === 'hr' && `${texts.byHr} · `}
            {texts.size(Math.ceil(file.bytes / 1024))}
          </span>
          {mayAdd && file.from === 'subject' && !(view.explanation && view.explanation.at >= file.at) && (
            <Button
              size="small"
              disabled={busy}
              aria-label={texts.removeOf(file.name)}
              onClick={() => void act(() => myApi.removeCaseFile(view.id, file.id))}
            >
              {texts.remove}
            </Button>
          )}
        </div>
      ))}
      {mayAdd && (
        <>
          <input
            ref={input}
            type="file"
            hidden
            accept="image/jpeg,image/png,image/webp,application/pdf"
            aria-label={texts.add}
            onChange={(event) => add(event.target.files?.[0])}
          />
          <Button block loading={busy} loadingText={texts.adding} onClick={() => input.current?.click()}>
            {texts.add}
          </Button>
        </>
      )}
    </section>
  );
}
