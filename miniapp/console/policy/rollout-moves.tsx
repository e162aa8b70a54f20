import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { RolloutView } from '../../../server/contract/rollout.ts';
import { keepFocusNear } from '../../parts/keep-focus.ts';
import { useTable } from '../../texts/language.tsx';
import { rolloutTexts } from '../../texts/screens/console-rollout.ts';
import { Note } from '../parts/action-panel.tsx';
import { systemApi } from '../system/system-api.ts';
import { useSave } from '../parts/use-save.ts';

const REASON_MIN = 20;
type Move = Exclude<RolloutView['actions'][number], 'sign'>;
type Props = { region: RolloutView; reload: () => Promise<void> };
const SEND = {
  start: systemApi.startPilot,
  ask_go_live: systemApi.askGoLive,
  stop: systemApi.stopRegion,
} as const;

/** What the reader may do with a region; a step that lacks something stays shut, and the list above says what. */
export function RolloutMoves({ region, reload }: Props) {
  const texts = useTable(rolloutTexts);
  const [chosen, setChosen] = useState<Move>();
  const { actions, checklist } = region;
  const isReady = checklist.every(({ isMet }) => isMet);
  const cancel = (): void => {
    const comeBack = keepFocusNear();
    setChosen(undefined);
    comeBack();
  };
  const moves = actions.filter((one) => one !== 'sign');
  return (
    <>
      {actions.includes('sign') && <Sign region={region} reload={reload} />}
      {chosen === undefined ? (
        <div className="mq-reason-foot">
          {moves.map((move) => (
            <Button
              key={move}
              size="small"
              color={move === 'stop' ? 'default' : 'primary'}
              disabled={move !== 'stop' && !isReady}
              onClick={() => setChosen(move)}
            >
              {texts.actions[move]}
            </Button>
          ))}
        </div>
      ) : (
        <MoveForm region={region} move={chosen} reload={reload} onCancel={cancel} />
      )}
    </>
  );
}

function MoveForm({ region, move, reload, onCancel }: Props & { move: Move; onCancel: () => void }) {
  const texts = useTable(rolloutTexts);
  const [reason, setReason] = useState('');
  const act = useSave(reload);
  const body = { version: region.version, reason: reason.trim() };
  return (
    <div className="mq-action">
      <strong>{texts.actions[move]}</strong>
      <Note label={texts.reason} value={reason} max={1000} rows={2} isFirst onChange={setReason} />
      <div className="mq-reason-foot">
        <Button
          size="small"
          color="primary"
          disabled={reason.trim().length < REASON_MIN}
          onClick={() => void act(() => SEND[move](region.regionId, body))}
        >
          {texts.confirm}
        </Button>
        <Button size="small" onClick={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}

/** The second person's word. */
function Sign({ region: { regionId, version }, reload }: Props) {
  const texts = useTable(rolloutTexts);
  const [comment, setComment] = useState('');
  const act = useSave(reload);
  const send = (accept: boolean): void =>
    void act(() => systemApi.signGoLive(regionId, { version, accept, comment: comment.trim() }));
  return (
    <div className="mq-action">
      <Note label={texts.comment} value={comment} max={500} rows={2} onChange={setComment} />
      <div className="mq-reason-foot">
        <Button size="small" color="primary" onClick={() => send(true)}>
          {texts.actions.sign}
        </Button>
        <Button size="small" onClick={() => send(false)}>
          {texts.actions.refuse}
        </Button>
      </div>
    </div>
  );
}
