import type { Checked, PilotFigures } from '../../../server/contract/rollout.ts';
import { useTable } from '../../texts/language.tsx';
import { rolloutTexts } from '../../texts/screens/console-rollout.ts';
import { Tag } from '../parts/panel.tsx';

/** Where each is put right; the org chart is the chat platform's. */
const PLACES: Readonly<Partial<Record<Checked['check'], string>>> = {
  policy_in_force: '/policy',
  consultation_recorded: '/policy/edit',
  assessment_current: '/assessments',
  policy_acknowledged: '/policy',
  notice_answered: '/policy',
  duty_roster: '/duty',
  pilot_cases_ended: '/',
};

/** Everything the next step needs, each with what is missing and where it is done. */
export function Checklist({ title, checklist }: { title: string; checklist: readonly Checked[] }) {
  const texts = useTable(rolloutTexts);
  return (
    <section aria-label={title}>
      <h3 className="mq-pilot-title">{title}</h3>
      <ul className="mq-checklist">
        {checklist.map(({ check, isMet, count }) => {
          const place = PLACES[check];
          return (
            <li key={check}>
              <Tag tone={isMet ? 'granted' : 'overdue'}>{isMet ? texts.met : texts.missing}</Tag>
              <div>
                {texts.checks[check].title}
                {count && count.of > 0 && (
                  <span className="mq-muted">
                    {' '}
                    {check === 'pilot_long_enough'
                      ? texts.days(count.have, count.need)
                      : texts.count(count.have, count.of, count.need)}
                  </span>
                )}
                {!isMet && (
                  <div className="mq-muted">
                    {texts.checks[check].what}{' '}
                    {place !== undefined && (
                      <a href={`#${place}`} aria-label={`${texts.go}: ${texts.checks[check].title}`}>
                        {texts.go}
                      </a>
                    )}
                  </div>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What a pilot has shown, as figures. */
export function Figures({ title, figures }: { title: string; figures: PilotFigures }) {
  const { figures: texts } = useTable(rolloutTexts);
  const { alerts, open, worth, undecided, objections } = figures;
  const rows = [
    [texts.alerts, String(alerts)],
    [texts.open, String(open)],
    [texts.worth, texts.share(worth.hits, worth.of)],
    [texts.undecided, texts.share(undecided.undecided, undecided.of)],
    [texts.objections, String(objections)],
  ] as const;
  return (
    <section aria-label={title}>
      <h3 className="mq-pilot-title">{title}</h3>
      <dl className="mq-pilot-figures">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
