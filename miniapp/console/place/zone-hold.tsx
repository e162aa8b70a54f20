import { Button } from 'antd-mobile';
import { useState } from 'react';
import { ZONE_REASON_MIN, type ZoneRow } from '../../../server/contract/zones.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useTable } from '../../texts/language.tsx';
import { consolePlaceTexts } from '../../texts/screens/console-places.ts';
import { consoleZoneTexts } from '../../texts/screens/console-zones.ts';
import { zoneApi } from '../../zone-api.ts';
import { Field } from '../parts/field.tsx';
import { useSave } from '../parts/use-save.ts';
import { BusyButton } from '../parts/busy-button.tsx';

type Hold = NonNullable<ZoneRow['hold']>;
type Props = Readonly<{ zone: ZoneRow; hold: Hold; reload: () => Promise<void> }>;

/** Who put the zone, and the form that takes it away. */
export function ZoneHold({ zone, hold, reload }: Props) {
  const texts = useTable(consoleZoneTexts);
  const places = useTable(consolePlaceTexts);
  const [isOpen, setOpen] = useState(false);
  const { put } = hold;
  return (
    <>
      <div className="mq-zone-person">
        <span className="mq-grow mq-muted">{texts.put(places.from[put.from](put.by ?? ''))}</span>
        {!isOpen && (
          <Button size="mini" aria-label={texts.withdrawOf(zone.name)} onClick={() => setOpen(true)}>
            {texts.withdraw}
          </Button>
        )}
      </div>
      {isOpen && <WithdrawForm zone={zone} hold={hold} reload={reload} onKeep={() => setOpen(false)} />}
    </>
  );
}

function WithdrawForm({
  zone: { id, name, assigned },
  hold,
  reload,
  onKeep,
}: Props & Readonly<{ onKeep: () => void }>) {
  const texts = useTable(consoleZoneTexts);
  const [why, setWhy] = useState('');
  const [isBusy, setBusy] = useState(false);
  const act = useSave(reload);
  const submit = async (): Promise<void> => {
    const isSure = await askSure({
      content: texts.withdrawSure(name),
      confirmText: texts.confirmWithdraw,
      cancelText: texts.keepZone,
    });
    if (!isSure) return;
    setBusy(true);
    await act(() => zoneApi.withdraw(id, { seen: hold.seen, why: why.trim() }));
    setBusy(false);
  };
  return (
    <div className="mq-action" role="group" aria-label={texts.withdrawOf(name)}>
      <p>{texts.withdrawHint}</p>
      {assigned.length > 0 && <p>{texts.withdrawPeople(assigned.length)}</p>}
      <Field label={texts.withdrawWhy} value={why} onChange={setWhy} />
      <div className="mq-zone-buttons">
        <BusyButton
          color="primary"
          busy={isBusy}
          disabled={why.trim().length < ZONE_REASON_MIN}
          onClick={() => void submit()}
        >
          {texts.confirmWithdraw}
        </BusyButton>
        <Button onClick={onKeep}>{texts.keepZone}</Button>
      </div>
    </div>
  );
}
