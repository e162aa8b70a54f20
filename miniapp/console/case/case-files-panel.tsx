import { Toast } from 'antd-mobile';
import { useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { myApi } from '../../my-api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { answerTexts } from '../../texts/screens/answer.ts';
import { Panel } from '../parts/panel.tsx';
import { BusyButton } from '../parts/busy-button.tsx';

/** What either side added to the case; opening one is entered in the person's ledger. HR may add while it runs. */
export function CaseFilesPanel({ caseId, mayAdd }: { caseId: string; mayAdd: boolean }) {
  const texts = useTable(answerTexts);
  const format = useFormat();
  const loaded = useLoad(() => myApi.caseFiles(caseId), caseId);
  const files = loaded.data?.files ?? [];
  if (files.length === 0 && !mayAdd) return null;
  return (
    <Panel title={texts.filesOfCase}>
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <a href={myApi.caseFile(caseId, file.id)} target="_blank" rel="noreferrer">
              {file.name}
            </a>{' '}
            <span className="mq-muted">
              {file.from === 'hr' ? texts.byHr : texts.byPerson} · {format.dateTime(file.at)} ·{' '}
              {texts.size(Math.ceil(file.bytes / 1024))}
            </span>
          </li>
        ))}
      </ul>
      {mayAdd && <AddFile caseId={caseId} onDone={loaded.reload} />}
    </Panel>
  );
}

function AddFile({ caseId, onDone }: { caseId: string; onDone: () => Promise<void> }) {
  const texts = useTable(answerTexts);
  const all = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const add = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setBusy(true);
    const upload = { id: uuidv7(), name: file.name.slice(0, 120) || 'file', blob: file };
    await myApi
      .addCaseFile(caseId, upload, false)
      .catch((error: unknown) => Toast.show(toRead(describeFault(error, all))));
    if (input.current) input.current.value = '';
    await onDone();
    setBusy(false);
  };
  return (
    <>
      <p className="mq-muted">{texts.hrFilesHint}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp,application/pdf"
        aria-label={texts.add}
        onChange={(event) => void add(event.target.files?.[0])}
      />
      <BusyButton size="small" busy={busy} onClick={() => input.current?.click()}>
        {busy ? texts.adding : texts.add}
      </BusyButton>
    </>
  );
}
