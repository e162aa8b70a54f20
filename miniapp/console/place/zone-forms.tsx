import { Button } from 'antd-mobile';
import { useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { ZONE_REASON_MIN, type ZoneBoard } from '../../../server/contract/zones.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleZoneTexts } from '../../texts/screens/console-zones.ts';
import { zoneApi } from '../../zone-api.ts';
import { ActionPanel } from '../parts/action-panel.tsx';
import { Choose } from '../parts/choose.tsx';
import { Field } from '../parts/field.tsx';
import { useSave } from '../parts/use-save.ts';
import { BusyButton } from '../parts/busy-button.tsx';

const isReason = (reason: string): boolean => reason.trim().length >= ZONE_REASON_MIN;

/** Puts one person into one zone from a day on; nothing where the reader may fill no zone. */
export function AssignForm({ board, reload }: { board: ZoneBoard; reload: () => Promise<void> }) {
  const texts = useTable(consoleZoneTexts);
  const [zoneId, setZone] = useState('');
  const [personId, setPerson] = useState('');
  const [fromDay, setFromDay] = useState(board.firstDay);
  const [reason, setReason] = useState('');
  const act = useSave(reload);
  const zones = board.zones.filter(({ mayAssign }) => mayAssign);
  const staff = board.staff.filter(({ ground }) => ground !== 'record');
  if (zones.length === 0 || staff.length === 0) return null;
  const submit = async (): Promise<void> => {
    const wish = { id: uuidv7(), zoneId, personId, fromDay, reason: reason.trim() };
    if (!(await act(() => zoneApi.assign(wish)))) return;
    setPerson('');
    setReason('');
  };
  return (
    <ActionPanel
      title={texts.assignTitle}
      hint={texts.assignHint}
      button={texts.assign}
      ready={zoneId !== '' && personId !== '' && fromDay !== '' && isReason(reason)}
      onSubmit={submit}
    >
      <div className="mq-form-pairs">
        <Choose
          label={texts.zone}
          value={zoneId}
          options={['', ...zones.map(({ id }) => id)]}
          words={{
            '': texts.choose,
            ...Object.fromEntries(zones.map(({ id, number, name }) => [id, `${number} ${name}`])),
          }}
          onChange={setZone}
        />
        <Choose
          label={texts.person}
          value={personId}
          options={['', ...staff.map((one) => one.personId)]}
          words={{
            '': texts.choose,
            ...Object.fromEntries(
              staff.map((one) => [
                one.personId,
                `${one.name} ${one.employeeNo} · ${texts.ground[one.ground]}`,
              ]),
            ),
          }}
          onChange={setPerson}
        />
      </div>
      <Field label={texts.fromDay} type="date" min={board.firstDay} value={fromDay} onChange={setFromDay} />
      <Field label={texts.reason} value={reason} onChange={setReason} />
    </ActionPanel>
  );
}

type EndProps = {
  id: string;
  title: string;
  firstDay: string;
  reload: () => Promise<void>;
  onKeep: () => void;
};

/** Takes a person out of a zone from a day on. */
export function EndZoneForm({ id, title, firstDay, reload, onKeep }: EndProps) {
  const texts = useTable(consoleZoneTexts);
  const [fromDay, setFromDay] = useState(firstDay);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const act = useSave(reload);
  const submit = async (): Promise<void> => {
    setBusy(true);
    const isDone = await act(() => zoneApi.end(id, { fromDay, reason: reason.trim() }));
    setBusy(false);
    if (isDone) onKeep();
  };
  return (
    <div className="mq-action" role="group" aria-label={title}>
      <Field label={texts.endDay} type="date" min={firstDay} value={fromDay} onChange={setFromDay} />
      <Field label={texts.reason} value={reason} onChange={setReason} />
      <div className="mq-zone-buttons">
        <BusyButton
          color="primary"
          busy={busy}
          disabled={fromDay === '' || !isReason(reason)}
          onClick={() => void submit()}
        >
          {texts.confirmEnd}
        </BusyButton>
        <Button onClick={onKeep}>{texts.keep}</Button>
      </div>
    </div>
  );
}
