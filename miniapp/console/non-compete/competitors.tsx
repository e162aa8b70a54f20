import { useState } from 'react';
import type { CompetitorList } from '../../../server/contract/view-non-compete.ts';
import { useLoad } from '../../parts/use-load.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleNonCompeteTexts } from '../../texts/screens/console-non-compete.ts';
import { ActionPanel, isReason } from '../parts/action-panel.tsx';
import { deskApi } from '../desk-api.ts';
import { Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { Loading, Panel } from '../parts/panel.tsx';
import { useAct } from '../parts/use-act.ts';
import { Why } from '../parts/why.tsx';

type Props = { list: CompetitorList; act: (work: () => Promise<unknown>) => Promise<void> };

/** The companies agreements are compared with, and from which likeness on a name counts. */
export function Competitors() {
  const format = useFormat();
  const texts = useTable(consoleNonCompeteTexts);
  const loaded = useLoad(() => deskApi.competitors(), 'competitors');
  const act = useAct(loaded.reload);
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { competitors } = loaded.data;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.competitors}</h1>
      </header>
      <div className="mq-columns">
        <div className="mq-column">
          <Panel title={texts.competitors}>
            {competitors.map((one) => (
              <p key={one.id}>
                <strong>{one.name}</strong> {one.creditCode !== undefined && <code>{one.creditCode}</code>}
                <br />
                <span className="mq-muted">
                  {one.id} {format.list(one.aliases)}
                </span>
              </p>
            ))}
          </Panel>
        </div>
        <div className="mq-column">
          <AddForm list={loaded.data} act={act} />
          <MatchingForm list={loaded.data} act={act} />
        </div>
      </div>
    </>
  );
}

function AddForm({ act }: Props) {
  const texts = useTable(consoleNonCompeteTexts);
  const [draft, setDraft] = useState({ id: '', name: '', creditCode: '', aliases: '' });
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const code = draft.creditCode.trim();
  const body = {
    name: draft.name.trim(),
    ...(code !== '' && { creditCode: code }),
    aliases: draft.aliases
      .split(/[,，、]/)
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
  return (
    <ActionPanel
      title={texts.addCompetitor}
      button={texts.save}
      ready={draft.id.trim() !== '' && draft.name.trim() !== ''}
      onSubmit={() => act(() => deskApi.putCompetitor(draft.id.trim(), body))}
    >
      <Field label={texts.id} value={draft.id} max={64} onChange={(id) => set({ id })} />
      <Field label={texts.name} value={draft.name} max={120} onChange={(name) => set({ name })} />
      <Field
        label={texts.creditCode}
        value={draft.creditCode}
        max={18}
        onChange={(creditCode) => set({ creditCode })}
      />
      <Field label={texts.aliases} value={draft.aliases} max={400} onChange={(aliases) => set({ aliases })} />
    </ActionPanel>
  );
}

function MatchingForm({ list, act }: Props) {
  const texts = useTable(consoleNonCompeteTexts);
  const [sameAt, setSameAt] = useState(String(list.matching.sameAt));
  const [askAt, setAskAt] = useState(String(list.matching.askAt));
  const [note, setNote] = useState('');
  const body = { sameAt: Number(sameAt), askAt: Number(askAt), note: note.trim() };
  return (
    <ActionPanel
      title={`${texts.matching} · ${texts.reviewed(list.matching.reviewedBy)}`}
      hint={texts.matchingHint}
      button={texts.sign}
      ready={isReason(note) && body.sameAt > 0 && body.askAt > 0}
      onSubmit={() => act(() => deskApi.reviewMatching(body))}
    >
      <Field label={texts.sameAt} value={sameAt} max={5} onChange={setSameAt} />
      <Field label={texts.askAt} value={askAt} max={5} onChange={setAskAt} />
      <Why value={note} onChange={setNote} />
    </ActionPanel>
  );
}
