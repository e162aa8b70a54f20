import { useState } from 'react';
import type { RouteView } from '../../../server/contract/route.ts';
import { myApi } from '../../my-api.ts';
import { describeFault } from '../../parts/fault.ts';
import { toRead } from '../../parts/to-read.ts';
import { Button } from '../../parts/kit.ts';
import { showToast } from '../../parts/toast.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { routeTexts } from '../../texts/screens/route.ts';
import { useSession } from '../session.ts';

type Stop = Pick<RouteView['left'][number], 'name' | 'map' | 'taskId'>;
type Props = { stop: Stop; isDone: boolean; reload: () => Promise<void> };

/** What can be done about a stop: let a map app lead there, tick a waybill task off. */
export function RouteStopActions({ stop, isDone, reload }: Props) {
  const { map, taskId } = stop;
  const texts = useTable(routeTexts);
  const name = stop.name ?? texts.unnamed;
  return (
    <span className="mq-route-actions">
      {map && !isDone && <Navigate map={map} name={name} />}
      {taskId !== undefined && <TaskTick taskId={taskId} name={name} isDone={isDone} reload={reload} />}
    </span>
  );
}

/** Where no map opens, the place is given out as text that one finds there: maps on the mainland read GCJ-02. */
function Navigate({ map, name }: { map: NonNullable<Stop['map']>; name: string }) {
  const texts = useTable(routeTexts);
  const { bridge } = useSession();
  const [text, setText] = useState<string>();
  const open = (): Promise<void> =>
    bridge.openMap({ ...map, name }).catch(async () => {
      const place = `${map.lat.toFixed(6)},${map.lng.toFixed(6)}`;
      setText(place);
      await navigator.clipboard?.writeText(place).then(
        () => showToast({ content: texts.copied }),
        () => undefined,
      );
    });
  return (
    <>
      <Button size="mini" aria-label={`${texts.navigate} ${name}`} onClick={() => void open()}>
        {texts.navigate}
      </Button>
      {text !== undefined && (
        <span className="mq-muted" role="status">
          {texts.noMap} <code className="mq-route-place">{text}</code>
        </span>
      )}
    </>
  );
}

/** Ticks off, or takes the tick back. */
export function TaskTick({
  taskId,
  name,
  isDone,
  reload,
}: {
  taskId: string;
  name: string;
  isDone: boolean;
  reload: () => Promise<void>;
}) {
  const texts = useTable(routeTexts);
  const words = useTexts();
  const mark = (): Promise<void> =>
    myApi.markTask(taskId, { isDone: !isDone }).then(reload, (error: unknown) => {
      showToast(toRead(describeFault(error, words)));
    });
  const label = isDone ? texts.undo : texts.tick;
  return (
    <Button size="mini" aria-label={`${label} ${name}`} onClick={() => void mark()}>
      {label}
    </Button>
  );
}
