import type { RolloutList, RolloutView } from '../../../server/contract/rollout.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable, useTexts } from '../../texts/language.tsx';
import { rolloutTexts } from '../../texts/screens/console-rollout.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Tag } from '../parts/panel.tsx';
import { Checklist, Figures } from './rollout-facts.tsx';
import { RolloutMoves } from './rollout-moves.tsx';
import { systemApi } from '../system/system-api.ts';

const TONES = { off: '', pilot: 'soon', live: 'granted' } as const;

/** How far each region was taken up, what is missing for its next step, and who takes it. */
export function RolloutPage() {
  const texts = useTable(rolloutTexts);
  const loaded = useLoad(() => systemApi.rollouts(), 'rollouts');
  const { data } = loaded;
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!data) return <Loading />;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro(data.rules.minDays, data.rules.maxDays)}</p>
      </header>
      <div className="mq-column">
        {data.regions.map((region) => (
          <Region
            key={`${region.regionId}:${region.version}`}
            region={region}
            rules={data.rules}
            reload={loaded.reload}
          />
        ))}
      </div>
    </>
  );
}

type RegionProps = { region: RolloutView; rules: RolloutList['rules']; reload: () => Promise<void> };

function Region({ region, rules, reload }: RegionProps) {
  const texts = useTable(rolloutTexts);
  const format = useFormat();
  const { mode, pilot, goLive, figures, checklist, history, sinceAt } = region;
  return (
    <Panel
      title={region.regionName === '' ? texts.noRegion : region.regionName}
      extra={texts.staff(region.staff)}
    >
      <p>
        <Tag tone={TONES[mode]}>{texts.modes[mode]}</Tag>{' '}
        {sinceAt && <span className="mq-muted">{texts.since(format.dateTime(sinceAt))}</span>}
      </p>
      <p className="mq-muted">{texts.modeHints[mode]}</p>
      {region.hasLapsed && <p className="mq-warn">{texts.lapsed(rules.maxDays)}</p>}
      {pilot && (
        <p>
          {texts.day(pilot.day, format.dateTime(pilot.endsAt))}
          <span className="mq-muted">
            {` · ${texts.startedBy(pilot.startedBy)} · ${texts.earliest(format.dateTime(pilot.earliestAt))}`}
          </span>
        </p>
      )}
      {figures && <Figures title={texts.figures.title} figures={figures} />}
      {checklist.length > 0 && (
        <Checklist title={pilot ? texts.checklist.live : texts.checklist.start} checklist={checklist} />
      )}
      {goLive && (
        <div className="mq-item">
          <strong>{texts.asked(goLive.by, format.dateTime(goLive.at))}</strong>
          <p className="mq-pre">{goLive.reason}</p>
          <Figures title={texts.askedFigures} figures={goLive.figures} />
          <Waits goLive={goLive} />
        </div>
      )}
      <RolloutMoves region={region} reload={reload} />
      {history.length > 0 && <Moves history={history} />}
    </Panel>
  );
}

/** Who is asked to sign, and who may. */
function Waits({ goLive: { askedInChat, signers } }: { goLive: NonNullable<RolloutView['goLive']> }) {
  const texts = useTable(rolloutTexts);
  const format = useFormat();
  if (askedInChat.length === 0) return <p className="mq-muted">{texts.waits(format.list(signers))}</p>;
  return (
    <p className="mq-muted">
      {texts.askedInChat(format.list(askedInChat))} · {texts.orHere(format.list(signers))}
    </p>
  );
}

/** Every move of the region, newest first; the system's reasons are codes. */
function Moves({ history }: Pick<RolloutView, 'history'>) {
  const texts = useTable(rolloutTexts);
  const format = useFormat();
  const codes: Readonly<Record<string, string>> = { ...useTexts().words.reasonCode, ...texts.reasons };
  return (
    <details>
      <summary>{texts.history}</summary>
      <ul className="mq-pilot-moves">
        {history.map(({ at, by, move, reason }) => (
          <li key={`${at}:${move}`}>
            {format.dateTime(at)} · {texts.moves[move] ?? move} · {by === 'system' ? texts.system : by}
            {reason !== undefined && (
              <span className="mq-muted"> · {by === 'system' ? (codes[reason] ?? reason) : reason}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
