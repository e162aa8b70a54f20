import { listDifferingDays, type PolicyDays, type SetDays } from '../../../server/contract/policy-days.ts';
import { api } from '../../api.ts';
import { useLoad } from '../../parts/use-load.ts';
import { policyDaysTexts } from '../../texts/screens/console-policy-days.ts';
import { useTable } from '../../texts/language.tsx';
import '../tuning/tuning.css';
import './policy.css';

type Version = PolicyDays['versions'][number];

/**
 * Which days the code of conduct names otherwise than they are set, and what to do about it; nothing where all agree. `typed` is what
 * stands in the fields of a form: those alone are compared then, before they are saved.
 */
export function DaysCaution({ typed }: { typed?: Partial<SetDays> }) {
  const texts = useTable(policyDaysTexts);
  const loaded = useLoad(() => api.policyDays(), 'policy-days');
  if (!loaded.data) return null;
  const set = typed ?? loaded.data.set;
  const differing = loaded.data.versions.filter(({ said }) => listDifferingDays(said, set).length > 0);
  if (differing.length === 0) return null;
  return (
    <div className="mq-warn" role="status">
      <strong>{texts.title}</strong>
      {differing.map((version) => (
        <Differences key={version.version} version={version} set={set} />
      ))}
      <p>
        {texts.advice} <a href="#/policy/edit">{texts.edit}</a>
      </p>
    </div>
  );
}

function Differences({ version, set }: { version: Version; set: Partial<SetDays> }) {
  const texts = useTable(policyDaysTexts);
  return (
    <>
      <p>{texts.version(version.version, version.isInForce)}</p>
      <ul className="mq-evidence">
        {listDifferingDays(version.said, set).map(({ spot, days, language, set: now }) => (
          <li key={`${spot}:${days}:${language}`}>
            {texts.differs({
              spot: texts.spots[spot],
              said: texts.daysOf(spot, days),
              set: texts.daysOf(spot, now),
            })}
            {language === 'en' && texts.inEnglish}
          </li>
        ))}
      </ul>
    </>
  );
}
