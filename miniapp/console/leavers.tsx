import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { LeaverFile } from '../../server/contract/view-leaver.ts';
import { ApiError } from '../api.ts';
import { describeFault } from '../parts/fault.ts';
import { useFormat } from '../parts/format.tsx';
import { useTable, useTexts } from '../texts/language.tsx';
import { consoleLeaverTexts } from '../texts/screens/console-leavers.ts';
import { deskApi } from './desk-api.ts';
import { IssueLink } from './issue-link.tsx';
import { Panel, Tag } from './panel.tsx';
import { useAct } from './use-act.ts';

/** HR's side of the leaver's door: one person at a time, by number. */
export function Leavers({ employeeNo: given = '' }: { employeeNo?: string }) {
  const all = useTexts();
  const texts = useTable(consoleLeaverTexts);
  const [employeeNo, setEmployeeNo] = useState(given);
  const [file, setFile] = useState<LeaverFile>();
  const [fault, setFault] = useState<string>();
  const find = async (): Promise<void> => {
    setFault(undefined);
    await deskApi.leaver(employeeNo.trim()).then(setFile, (error: unknown) => {
      setFile(undefined);
      const isNobody = error instanceof ApiError && error.status === 404;
      setFault(isNobody ? texts.notFound : describeFault(error, all));
    });
  };
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <form
        className="mq-tools"
        onSubmit={(event) => {
          event.preventDefault();
          void find();
        }}
      >
        <input
          className="mq-input mq-search"
          aria-label={texts.find}
          placeholder={texts.find}
          maxLength={64}
          value={employeeNo}
          onChange={(event) => setEmployeeNo(event.target.value)}
        />
        <Button size="small" type="submit" color="primary" disabled={employeeNo.trim() === ''}>
          {texts.search}
        </Button>
      </form>
      {fault !== undefined && <p role="alert">{fault}</p>}
      {file && (
        <div className="mq-columns">
          <div className="mq-column">
            <Links file={file} reload={find} />
            <Papers file={file} />
          </div>
          <div className="mq-column">
            <IssueLink key={file.employeeNo} file={file} reload={find} />
          </div>
        </div>
      )}
    </>
  );
}

function Links({ file, reload }: { file: LeaverFile; reload: () => Promise<void> }) {
  const texts = useTable(consoleLeaverTexts);
  const format = useFormat();
  const act = useAct(reload);
  return (
    <Panel title={texts.links} extra={`${file.personName} · ${file.employeeNo}`}>
      {file.links.length === 0 && <p className="mq-muted">{texts.none}</p>}
      {file.links.map((one) => (
        <p key={one.id}>
          <Tag tone={one.state === 'live' ? 'granted' : ''}>{texts.state[one.state]}</Tag>{' '}
          {texts.checks[one.checkKind]} · {texts.until(format.dateTime(one.expiresAt))}
          {one.sentAt !== undefined && ` · ${texts.sent(format.dateTime(one.sentAt))}`}
          {one.openedAt !== undefined && ` · ${texts.opened(format.dateTime(one.openedAt))}`}{' '}
          {one.state === 'live' && (
            <Button size="mini" onClick={() => void act(() => deskApi.revokeLink(one.id))}>
              {texts.revoke}
            </Button>
          )}
        </p>
      ))}
    </Panel>
  );
}

function Papers({ file }: { file: LeaverFile }) {
  const texts = useTable(consoleLeaverTexts);
  const format = useFormat();
  return (
    <Panel title={texts.papers}>
      {file.certificates.length === 0 && <p className="mq-muted">{texts.noPapers}</p>}
      {file.certificates.map((one) => (
        <p key={one.id}>
          {texts.paperKind[one.kind]} · {format.dateTime(one.receivedAt)}{' '}
          <a href={deskApi.certificateUrl(one.id)} download>
            {texts.download}
          </a>
        </p>
      ))}
    </Panel>
  );
}
