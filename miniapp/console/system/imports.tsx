import { Button } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import {
  RecordKindSchema,
  type ImportLine,
  type ImportView,
  type RecordKind,
} from '../../../server/contract/records.ts';
import { describeFault } from '../../parts/fault.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useLanguage, useTable, useTexts } from '../../texts/language.tsx';
import { importTexts } from '../../texts/screens/console-imports.ts';
import { Choose } from '../parts/choose.tsx';
import { Failed } from '../parts/failed.tsx';
import { ImportOutcome } from './import-outcome.tsx';
import { Loading, Panel, Scroll, TableHead, Tag } from '../parts/panel.tsx';
import { systemApi } from './system-api.ts';

/** Files of records put in by hand, and how every import of late went. */
export function ImportPage() {
  const texts = useTable(importTexts);
  const loaded = useLoad(() => systemApi.imports(), 'imports');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-muted">{texts.intro}</p>
      </header>
      <div className="mq-column">
        <Upload onEnd={loaded.reload} />
        <Panel title={texts.list}>
          {loaded.data.imports.length === 0 ? <p>{texts.none}</p> : <Past imports={loaded.data.imports} />}
        </Panel>
      </div>
    </>
  );
}

const LOOK_MS = 1_000;
const IS_CSV = /\.(csv|txt)$/i;

function Upload({ onEnd }: { onEnd: () => Promise<void> }) {
  const texts = useTable(importTexts);
  const words = useTexts();
  const { language } = useLanguage();
  const [kind, setKind] = useState<RecordKind>('places');
  const [file, setFile] = useState<File>();
  const [rows, setRows] = useState<number>();
  const [ended, setEnded] = useState<ImportView>();
  const [fault, setFault] = useState<string>();
  const isGoing = rows !== undefined;
  const isOther = file !== undefined && !IS_CSV.test(file.name);
  const upload = async (): Promise<void> => {
    if (!file) return;
    const id = uuidv7();
    setEnded(undefined);
    setFault(undefined);
    setRows(0);
    const timer = window.setInterval(() => {
      systemApi.importState(id, language).then(
        (state) => setRows((before) => (before === undefined ? before : state.rows)),
        () => undefined,
      );
    }, LOOK_MS);
    await systemApi
      .importFile(id, { kind, language, file })
      .then(setEnded, (error: unknown) => setFault(describeFault(error, words)));
    window.clearInterval(timer);
    setRows(undefined);
    await onEnd();
  };
  return (
    <Panel title={texts.add}>
      <div className="mq-action">
        <Choose
          label={texts.kind}
          value={kind}
          options={RecordKindSchema.options}
          words={texts.kinds}
          onChange={(next) => {
            setKind(next);
            setEnded(undefined);
          }}
        />
        <a href={`/api/docs/templates/${kind}.csv?language=${language}`} download>
          {texts.template}
        </a>
        <label>
          <span className="mq-muted">{texts.file}</span>
          <input
            className="mq-input"
            type="file"
            accept=".csv,.txt,text/csv"
            disabled={isGoing}
            onChange={(event) => {
              setFile(event.target.files?.[0]);
              setEnded(undefined);
              setFault(undefined);
            }}
          />
        </label>
        {isOther && (
          <p className="mq-warn" role="alert">
            {texts.notCsv}
          </p>
        )}
        <Button
          color="primary"
          size="small"
          disabled={!file || isOther || isGoing}
          onClick={() => void upload()}
        >
          {texts.upload}
        </Button>
        {isGoing && <p role="status">{texts.going(rows)}</p>}
        {fault !== undefined && (
          <p className="mq-warn" role="alert">
            {fault}
          </p>
        )}
        {ended && <ImportOutcome ended={ended} />}
      </div>
    </Panel>
  );
}

const TONES = { running: '', finished: 'granted', failed: 'overdue' } as const;

function Past({ imports }: { imports: readonly ImportLine[] }) {
  const texts = useTable(importTexts);
  const { language } = useLanguage();
  const format = useFormat();
  return (
    <Scroll label={texts.list}>
      <table className="mq-table">
        <TableHead columns={Object.values(texts.listColumns)} />
        <tbody>
          {imports.map((one) => (
            <tr key={one.importId}>
              <td>{format.dateTime(one.startedAt)}</td>
              <td>{texts.kinds[one.kind]}</td>
              <td>{texts.from[one.from](one.by)}</td>
              <td>
                <Tag tone={TONES[one.status]}>{texts.status[one.status]}</Tag>
              </td>
              <td>
                {texts.counts(one)}
                {one.refused + one.noticed > 0 && (
                  <>
                    {' '}
                    <a href={systemApi.importReportUrl(one.importId, language)} download>
                      {texts.report}
                    </a>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
