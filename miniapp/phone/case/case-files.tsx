import { Button, Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import type { CaseView } from '../../../server/contract/views.ts';
import { myApi } from '../../my-api.ts';
import { hasEnded } from '../../parts/case-ended.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';
import { useCaseUploads, type Upload } from './use-case-uploads.ts';
import '../records.css';

/** Files of the own case: added at any time while it runs, taken back until something rests on them. */
export function CaseFiles({ view }: { view: CaseView }) {
  const texts = useTable(answerTexts);
  const all = useTexts();
  const loaded = useLoad(() => myApi.caseFiles(view.id), view.id);
  const [busy, setBusy] = useState(false);
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    await work().catch((error: unknown) => Toast.show(toRead(describeFault(error, all))));
    await loaded.reload();
    setBusy(false);
  };
  const uploads = useCaseUploads(view.id, act);
  const mayAdd = !hasEnded(view);
  const files = loaded.data?.files ?? [];
  // The answer alone was lost: the file is there.
  const unsent = uploads.unsent.filter(({ id }) => files.every((file) => file.id !== id));
  if (!mayAdd && files.length === 0 && !loaded.error) return null;
  return (
    <section className="mq-card" aria-label={texts.files}>
      <h2>{texts.files}</h2>
      {mayAdd && <p className="mq-muted">{texts.filesHint}</p>}
      {loaded.error !== undefined && (
        <div className="mq-file-row">
          <span className="mq-grow mq-muted" role="status">
            {texts.filesUnknown}
          </span>
          <Button size="small" onClick={() => void loaded.reload()}>
            {all.retry}
          </Button>
        </div>
      )}
      {files.map((file) => (
        <div key={file.id} className="mq-file-row">
          <a className="mq-grow" href={myApi.caseFile(view.id, file.id)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          <span className="mq-muted">
            {file.from === 'hr' && `${texts.byHr} · `}
            {texts.size(Math.ceil(file.bytes / 1024))}
          </span>
          {file.mayRemove && !(view.explanation && view.explanation.at >= file.at) && (
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
      {unsent.map((upload) => (
        <Unsent key={upload.id} upload={upload} busy={busy} {...uploads} />
      ))}
      {mayAdd && <AddFile busy={busy} onFile={(file) => void uploads.add(file)} />}
    </section>
  );
}

type UnsentProps = Pick<ReturnType<typeof useCaseUploads>, 'send' | 'drop'> & {
  upload: Upload;
  busy: boolean;
};

function Unsent({ upload, busy, send, drop }: UnsentProps) {
  const texts = useTable(answerTexts);
  const { retry } = useTexts();
  return (
    <div className="mq-unsent-file" role="group" aria-label={upload.name}>
      <p>
        {upload.name} <span className="mq-muted">{texts.notUploaded}</span>
      </p>
      <div className="mq-two">
        <Button block disabled={busy} onClick={() => drop(upload.id)}>
          {texts.dropFile}
        </Button>
        <Button block color="primary" disabled={busy} onClick={() => void send(upload)}>
          {retry}
        </Button>
      </div>
    </div>
  );
}

function AddFile({ busy, onFile }: { busy: boolean; onFile: (file: File) => void }) {
  const texts = useTable(answerTexts);
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | undefined): void => {
    if (file) onFile(file);
    if (input.current) input.current.value = '';
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp,application/pdf"
        aria-label={texts.add}
        onChange={(event) => take(event.target.files?.[0])}
      />
      <Button block loading={busy} loadingText={texts.adding} onClick={() => input.current?.click()}>
        {texts.add}
      </Button>
    </>
  );
}
