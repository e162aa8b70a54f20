import type { MeView } from '../../../server/contract/views.ts';
import { useLoad } from '../../parts/use-load.ts';
import { tuningApi } from '../../tuning-api.ts';
import { ChangesPanel } from './changes.tsx';
import { DraftPanel } from './draft.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading } from '../parts/panel.tsx';
import { ReplaysPanel } from './replays.tsx';
import { VersionsPanel } from './versions.tsx';
import './tuning.css';

const AUTHORS: ReadonlySet<string> = new Set(['hr', 'hr_lead', 'staff_rep']);

/** Thresholds: a draft to run over history, what waits for signatures, and what has been in force. */
export function TuningPage({ me }: { me: MeView }) {
  const loaded = useLoad(() => tuningApi.thresholds(), 'thresholds');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const isAuthor = me.roles.some((role) => AUTHORS.has(role));
  return (
    <div className="mq-column">
      <ChangesPanel onDone={loaded.reload} />
      {isAuthor && <DraftPanel view={loaded.data} />}
      <div className="mq-columns">
        <ReplaysPanel />
        <VersionsPanel view={loaded.data} onDone={loaded.reload} />
      </div>
    </div>
  );
}
