import { Button } from 'antd-mobile';
import { useState } from 'react';
import { PLACE_REASON_MIN, type PlaceDetail, type PlaceUses } from '../../../server/contract/place-desk.ts';
import { askSure } from '../../parts/ask-sure.ts';
import { useLoad } from '../../parts/use-load.ts';
import { placeApi } from '../../place-api.ts';
import { useTable } from '../../texts/language.tsx';
import { consolePlaceTexts, type ConsolePlaceTexts } from '../../texts/screens/console-places.ts';
import { ActionPanel } from '../parts/action-panel.tsx';
import { Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSave } from '../parts/use-save.ts';

type Props = Readonly<{ place: PlaceDetail; reload: () => Promise<void> }>;

/** Withdraws a place, once it was read what points at it, or brings a withdrawn one back. */
export function MovePlace({ place, reload }: Props) {
  const texts = useTable(consolePlaceTexts);
  const [isOpen, setOpen] = useState(false);
  if (place.withdrawnAt !== undefined) return <Restore place={place} reload={reload} />;
  if (isOpen) return <Withdraw place={place} reload={reload} />;
  return (
    <Panel title={texts.withdraw}>
      <p className="mq-muted">{texts.withdrawHint}</p>
      <Button onClick={() => setOpen(true)}>{texts.withdraw}</Button>
    </Panel>
  );
}

function Withdraw({ place: { id, name, seen }, reload }: Props) {
  const texts = useTable(consolePlaceTexts);
  const uses = useLoad(() => placeApi.uses(id), `uses:${id}`);
  const [why, setWhy] = useState('');
  const act = useSave(reload);
  if (uses.error !== undefined) return <Failed error={uses.error} onRetry={() => void uses.reload()} />;
  const submit = async (): Promise<void> => {
    const isSure = await askSure({
      content: texts.sure(name),
      confirmText: texts.confirmWithdraw,
      cancelText: texts.cancel,
    });
    if (isSure) await act(() => placeApi.withdraw(id, { seen, why: why.trim() }));
  };
  return (
    <ActionPanel
      title={texts.withdraw}
      hint={texts.withdrawHint}
      button={texts.confirmWithdraw}
      ready={uses.data !== undefined && isReason(why)}
      onSubmit={submit}
    >
      <div role="status">
        {uses.data ? <Uses lines={linesOf(uses.data, texts)} /> : <p>{texts.loadingUses}</p>}
      </div>
      <p>{texts.after}</p>
      <Field label={texts.why} value={why} onChange={setWhy} />
    </ActionPanel>
  );
}

function Restore({ place: { id, seen }, reload }: Props) {
  const texts = useTable(consolePlaceTexts);
  const [why, setWhy] = useState('');
  const act = useSave(reload);
  return (
    <ActionPanel
      title={texts.restoreTitle}
      hint={texts.restoreHint}
      button={texts.restore}
      ready={isReason(why)}
      onSubmit={async () => void (await act(() => placeApi.restore(id, { seen, why: why.trim() })))}
    >
      <Field label={texts.why} value={why} onChange={setWhy} />
    </ActionPanel>
  );
}

function Uses({ lines }: { lines: readonly string[] }) {
  const texts = useTable(consolePlaceTexts);
  if (lines.length === 0) return <p>{texts.uses.none}</p>;
  return (
    <ul className="mq-place-uses">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What will happen to each thing that points at the place. */
function linesOf({ hasScreen, ...counts }: PlaceUses, { uses }: ConsolePlaceTexts): string[] {
  const counted = (['alerts', 'plans', 'shifts', 'staff', 'declarations'] as const)
    .filter((name) => counts[name] > 0)
    .map((name) => uses[name](counts[name]));
  return hasScreen ? [...counted, uses.screen] : counted;
}

const isReason = (why: string): boolean => why.trim().length >= PLACE_REASON_MIN;
