import type { CareView } from '../../../server/contract/view-care.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { useTable } from '../../texts/language.tsx';
import { careTexts } from '../../texts/screens/care.ts';
import { tuningApi } from '../../tuning-api.ts';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Scroll, TableHead, Tag } from '../parts/panel.tsx';
import '../tuning/tuning.css';

type Group = CareView['months'][number]['groups'][number];

/** How teams are doing, by month and group, with what may be done for them. */
export function CarePage() {
  const texts = useTable(careTexts);
  const format = useFormat();
  const loaded = useLoad(() => tuningApi.care(), 'care');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const { months, minGroup } = loaded.data;
  return (
    <Panel title={texts.title}>
      <p className="mq-muted">{texts.intro(minGroup)}</p>
      {months.length === 0 && <p>{texts.none}</p>}
      {months.map(({ month, groups }) => (
        <article key={month} aria-label={month}>
          <h3>{format.month(month)}</h3>
          {groups.length === 0 ? <p>{texts.noneVisible}</p> : <Groups groups={groups} />}
        </article>
      ))}
    </Panel>
  );
}

function Groups({ groups }: { groups: readonly Group[] }) {
  const texts = useTable(careTexts);
  return (
    <Scroll label={texts.title}>
      <table className="mq-figure-table">
        <TableHead columns={Object.values(texts.columns)} />
        <tbody>
          {groups.map((group) => (
            <Row key={[...group.regions, ...group.departments].join()} group={group} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Row({ group }: { group: Group }) {
  const format = useFormat();
  const texts = useTable(careTexts);
  return (
    <tr>
      <td>
        {format.list(group.regions.filter((name) => name !== ''))}
        <div className="mq-muted">{format.list(group.departments.filter((name) => name !== ''))}</div>
      </td>
      <td>{group.people}</td>
      <td>{texts.hours(group.overtimeHours)}</td>
      <td>
        <Band band={group.overLimit} />
      </td>
      <td>
        <Band band={group.withoutRest} />
      </td>
      <td>{group.salesBelow === null ? texts.unknown : <Band band={group.salesBelow} />}</td>
      <td>{texts.spread[group.spread]}</td>
      <td>
        {group.actions.length === 0 && texts.noActions}
        {group.actions.map((action) => (
          <div key={action}>
            {action === 'flexible_shift' ? (
              <a href="#/flexible-shifts">{texts.actions[action]}</a>
            ) : (
              texts.actions[action]
            )}
          </div>
        ))}
      </td>
    </tr>
  );
}

const TONES = { few: 'calm', some: 'soon', many: 'overdue' } as const;

function Band({ band }: { band: Group['overLimit'] }) {
  return <Tag tone={TONES[band]}>{useTable(careTexts).band[band]}</Tag>;
}
