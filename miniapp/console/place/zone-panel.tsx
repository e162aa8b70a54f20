import { Button } from 'antd-mobile';
import { useState } from 'react';
import type { AssignmentView, ZoneRow } from '../../../server/contract/zones.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleZoneTexts } from '../../texts/screens/console-zones.ts';
import { Panel, Tag } from '../parts/panel.tsx';
import { EndZoneForm } from './zone-forms.tsx';
import { ZoneHold } from './zone-hold.tsx';

const TONES = { now: 'granted', coming: 'soon', overruled: '' } as const;
type Props = { zone: ZoneRow; firstDay: string; reload: () => Promise<void> };

/** One zone: whose record is the master, and who is in it. */
export function ZonePanel({ zone, firstDay, reload }: Props) {
  const texts = useTable(consoleZoneTexts);
  const { number, name, regionName, master, named, assigned, regionStaff, others } = zone;
  return (
    <Panel title={`${number} ${name}`} extra={regionName}>
      <p className="mq-muted">{texts.master[master]}</p>
      {master === 'record' ? (
        <People title={texts.named} people={named} />
      ) : (
        assigned.length === 0 && <p>{texts.nobody}</p>
      )}
      {assigned.length > 0 && (
        <ul className="mq-zone-people" aria-label={texts.assigned}>
          {assigned.map((one) => (
            <Assigned key={one.id} assignment={one} firstDay={firstDay} reload={reload} />
          ))}
        </ul>
      )}
      {regionStaff > 0 && <p className="mq-muted">{texts.regionStaff(regionStaff)}</p>}
      {others > 0 && <p className="mq-muted">{texts.others(others)}</p>}
      {zone.hold && <ZoneHold zone={zone} hold={zone.hold} reload={reload} />}
    </Panel>
  );
}

function People({ title, people }: { title: string; people: ZoneRow['named'] }) {
  const texts = useTable(consoleZoneTexts);
  if (people.length === 0) return <p>{texts.nobody}</p>;
  return (
    <ul className="mq-zone-people" aria-label={title}>
      {people.map(({ personId, name, employeeNo }) => (
        <li key={personId}>
          {name} <span className="mq-muted">{employeeNo}</span>
        </li>
      ))}
    </ul>
  );
}

function Assigned({
  assignment,
  firstDay,
  reload,
}: {
  assignment: AssignmentView;
  firstDay: string;
  reload: () => Promise<void>;
}) {
  const texts = useTable(consoleZoneTexts);
  const format = useFormat();
  const [isEnding, setEnding] = useState(false);
  const { id, name, employeeNo, fromDay, lastDay, reason, byName, state, mayEnd } = assignment;
  return (
    <li>
      <div className="mq-zone-person">
        <span className="mq-grow">
          <strong>{name}</strong> <span className="mq-muted">{employeeNo}</span>{' '}
          <Tag tone={TONES[state]}>{texts.state[state]}</Tag>
          <br />
          <span className="mq-muted">
            {[
              texts.from(format.calendarDay(fromDay)),
              lastDay !== undefined && texts.until(format.calendarDay(lastDay)),
              texts.by(byName),
              reason,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        {mayEnd && !isEnding && (
          <Button size="mini" aria-label={texts.endOf(name)} onClick={() => setEnding(true)}>
            {texts.end}
          </Button>
        )}
      </div>
      {isEnding && (
        <EndZoneForm
          id={id}
          title={texts.endOf(name)}
          firstDay={firstDay}
          reload={reload}
          onKeep={() => setEnding(false)}
        />
      )}
    </li>
  );
}
