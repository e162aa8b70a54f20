import { myApi } from '../my-api.ts';
import { useFormat } from '../parts/format.tsx';
import { useLoad } from '../parts/use-load.ts';
import { useTable } from '../texts/language.tsx';
import { answerTexts } from '../texts/screens/answer.ts';
import { Panel } from './panel.tsx';

/** What the person added to the case; opening one is entered in the person's ledger. */
export function CaseFilesPanel({ caseId }: { caseId: string }) {
  const texts = useTable(answerTexts);
  const format = useFormat();
  const files = useLoad(() => myApi.caseFiles(caseId), caseId).data?.files ?? [];
  if (files.length === 0) return null;
  return (
    <Panel title={texts.filesOfPerson}>
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <a href={myApi.caseFile(caseId, file.id)} target="_blank" rel="noreferrer">
              {file.name}
            </a>{' '}
            <span className="mq-muted">
              {format.dateTime(file.at)} · {texts.size(Math.ceil(file.bytes / 1024))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
