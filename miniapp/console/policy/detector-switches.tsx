import { Button } from 'antd-mobile';
import { useState } from 'react';
import { detectorNamesEn } from '../../../server/contract/texts/detector-names.en.ts';
import { detectorNamesZh } from '../../../server/contract/texts/detector-names.zh.ts';
import type { DetectorSwitches } from '../../../server/contract/views.ts';
import { api } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { keepFocusNear } from '../../parts/keep-focus.ts';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRegisterTexts } from '../../texts/screens/console-register.ts';
import { useLanguage, useTable } from '../../texts/language.tsx';
import { Note } from '../parts/action-panel.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, TableHead, Tag } from '../parts/panel.tsx';
import { useSave } from '../parts/use-save.ts';

const REASON_MIN = 10;
type Row = DetectorSwitches['detectors'][number];

/** The kill switch of every detector. */
export function DetectorSwitchPage() {
  const { detectors: texts } = useTable(consoleRegisterTexts);
  const loaded = useLoad(() => api.detectors(), 'detectors');
  const view = loaded.data;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!view) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
      </header>
      <Panel title={texts.title}>
        <table className="mq-table">
          <TableHead
            columns={(['name', 'reads', 'state', 'changed', 'action'] as const).map(
              (name) => texts.columns[name],
            )}
          />
          <tbody>
            {view.detectors.map((row) => (
              <SwitchRow
                key={`${row.name}:${row.version}`}
                row={row}
                may={row.isOn ? view.maySwitchOff : view.maySwitchOn}
                reload={loaded.reload}
              />
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  );
}

export function useDetectorName(): (name: string) => string {
  const { language } = useLanguage();
  const names = language === 'zh' ? detectorNamesZh : detectorNamesEn;
  return (name) => names[name] ?? name;
}

function SwitchRow({ row, may, reload }: { row: Row; may: boolean; reload: () => Promise<void> }) {
  const { detectors: texts } = useTable(consoleRegisterTexts);
  const nameOf = useDetectorName();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const cancel = (): void => {
    const comeBack = keepFocusNear();
    setOpen(false);
    comeBack();
  };
  const { name, isOn, runs, needs, reviewDay, changedAt, changedBy = '', reason } = row;
  return (
    <tr>
      <td>
        {nameOf(name)}
        <br />
        <code>{name}</code>
      </td>
      <td>{format.list(needs.map((one) => texts.sources[one] ?? one))}</td>
      <td>
        <Tag tone={runs ? 'granted' : 'overdue'}>{runs ? texts.runs : isOn ? texts.pia : texts.off}</Tag>
        {reviewDay && <p className="mq-muted">{texts.until(reviewDay)}</p>}
      </td>
      <td className="mq-what">
        {changedAt ? `${changedBy} · ${format.dateTime(changedAt)} · ${reason ?? ''}` : texts.never}
      </td>
      <td>
        {!isOpen && (
          <Button size="mini" disabled={!may} onClick={() => setOpen(true)}>
            {isOn ? texts.turnOff : texts.turnOn}
          </Button>
        )}
        {isOpen && <SwitchForm row={row} reload={reload} onCancel={cancel} />}
      </td>
    </tr>
  );
}

type FormProps = { row: Row; reload: () => Promise<void>; onCancel: () => void };

function SwitchForm({ row: { name, isOn, version }, reload, onCancel }: FormProps) {
  const { detectors: texts } = useTable(consoleRegisterTexts);
  const [reason, setReason] = useState('');
  const act = useSave(reload);
  const confirm = (): void =>
    void act(() => api.switchDetector(name, { isOn: !isOn, reason: reason.trim(), version }));
  return (
    <>
      <Note label={texts.reason} value={reason} max={500} rows={2} isFirst onChange={setReason} />
      <div className="mq-reason-foot">
        <Button size="mini" color="primary" disabled={reason.trim().length < REASON_MIN} onClick={confirm}>
          {texts.confirm}
        </Button>
        <Button size="mini" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </>
  );
}
