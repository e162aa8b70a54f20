import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { LeaverFile } from '../../../server/contract/view-leaver.ts';
import { ApiError } from '../../api.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useFormat } from '../../parts/format.tsx';
import { goTo } from '../../parts/hash.ts';
import { LoadMore } from '../../parts/load-more.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { usePages } from '../../parts/use-pages.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { consoleLeaverTexts } from '../../texts/screens/console-leavers.ts';
import { deskApi } from '../desk-api.ts';
import { Failed } from '../parts/failed.tsx';
import { IssueLink } from './issue-link.tsx';
import { Loading, Panel, TableHead, Tag } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';
import './leavers.css';

/** HR's side of the leaver's door: everybody who has left, then one person by number. */
export function Leavers({ employeeNo }: { employeeNo: string }) {
  const texts = useTable(consoleLeaverTexts);
  const [typed, setTyped] = useState(employeeNo);
  return (
    <>
      <header className="mq-head">
        {employeeNo !== '' && <a href="#/leavers">{texts.back}</a>}
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <form
        className="mq-tools"
        onSubmit={(event) => {
          event.preventDefault();
          goTo(`/leavers/${encodeURIComponent(typed.trim())}`);
        }}
      >
        <input
          className="mq-input mq-search"
          aria-label={texts.find}
          placeholder={texts.find}
          maxLength={64}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button size="small" type="submit" color="primary" disabled={typed.trim() === ''}>
          {texts.search}
        </Button>
      </form>
      {employeeNo === '' ? <Everybody /> : <OnePerson employeeNo={employeeNo} />}
    </>
  );
}

function Everybody() {
  const texts = useTable(consoleLeaverTexts);
  const format = useFormat();
  const loaded = usePages(deskApi.leavers, 'leavers');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const dayOf = (at: string | undefined): string => (at === undefined ? '–' : format.day(at));
  const people = loaded.data.flatMap((page) => page.people);
  if (people.length === 0) return <p className="mq-panel mq-none">{texts.nobody}</p>;
  return (
    <>
      <table className="mq-table mq-leavers">
        <TableHead columns={Object.values(texts.columns)} />
        <tbody>
          {people.map(({ employeeNo, personName, leftAt, hasLiveLink, openCases }) => (
            <tr key={employeeNo}>
              <td>
                <a href={`#/leavers/${encodeURIComponent(employeeNo)}`}>{personName}</a>
                <span className="mq-leaver-facts mq-muted">
                  {employeeNo} · {dayOf(leftAt)}
                </span>
              </td>
              <td>{employeeNo}</td>
              <td>{dayOf(leftAt)}</td>
              <td>
                <CaseLinks cases={openCases} />
              </td>
              <td>
                <Tag tone={hasLiveLink ? 'granted' : ''}>{hasLiveLink ? texts.hasLink : texts.noLink}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <LoadMore more={loaded.more} />
    </>
  );
}

function OnePerson({ employeeNo }: { employeeNo: string }) {
  const texts = useTable(consoleLeaverTexts);
  const { data: file, error, reload } = useLoad(() => deskApi.leaver(employeeNo), employeeNo);
  if (error instanceof ApiError && error.status === 404) return <p role="alert">{texts.notFound}</p>;
  if (error !== undefined) return <Failed error={error} onRetry={() => void reload()} />;
  if (!file) return <Loading />;
  return (
    <div className="mq-columns">
      <div className="mq-column">
        <OpenCases file={file} />
        <Links file={file} reload={reload} />
        <Papers file={file} />
      </div>
      <div className="mq-column">
        <IssueLink key={file.employeeNo} file={file} reload={reload} />
      </div>
    </div>
  );
}

/** The cases under way whose name is open, each with where it stands. */
function CaseLinks({ cases }: { cases: LeaverFile['openCases'] }) {
  const { words } = useTexts();
  if (cases.length === 0) return <>–</>;
  return (
    <ul className="mq-leaver-cases">
      {cases.map(({ id, caseNo, state }) => (
        <li key={id}>
          <a href={`#/cases/${id}`}>{caseNo}</a> <Tag tone="open">{words.state[state]}</Tag>
        </li>
      ))}
    </ul>
  );
}

function OpenCases({ file }: { file: LeaverFile }) {
  const texts = useTable(consoleLeaverTexts);
  return (
    <Panel title={texts.openCases}>
      {file.openCases.length === 0 ? (
        <p className="mq-muted">{texts.noOpenCases}</p>
      ) : (
        <CaseLinks cases={file.openCases} />
      )}
      <p className="mq-muted">{texts.openCasesHint}</p>
    </Panel>
  );
}

function Links({ file, reload }: { file: LeaverFile; reload: () => Promise<void> }) {
  const texts = useTable(consoleLeaverTexts);
  const format = useFormat();
  const act = useAct(reload);
  const revoke = async (linkId: string): Promise<void> => {
    const isSure = await askSure({
      content: texts.sure(file.personName),
      confirmText: texts.revoke,
      cancelText: texts.keep,
    });
    if (isSure) await act(() => deskApi.revokeLink(linkId));
  };
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
            <Button size="mini" onClick={() => void revoke(one.id)}>
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
