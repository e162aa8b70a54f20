import type { SanctionView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';
import { Tag } from '../parts/panel.tsx';

/** How cases on the same rung were answered, in the same region where there are any. */
export function Precedent({ precedent }: Pick<SanctionView, 'precedent'>) {
  const texts = useTable(consoleSanctionTexts);
  const format = useFormat();
  if (!precedent) return null;
  const measures: Readonly<Record<string, string>> = texts.measure;
  const { count, scope, byMeasure, deductionPct, latest } = precedent;
  return (
    <section aria-label={texts.precedent}>
      <h3>
        {texts.precedent} <Tag>{texts.precedentScope[scope]}</Tag>
      </h3>
      {count === 0 && <p className="mq-muted">{texts.noPrecedent}</p>}
      {count > 0 && (
        <p>
          {[
            texts.precedentRow(count),
            ...Object.entries(byMeasure).map(([key, n]) => `${measures[key] ?? key} ${texts.times(n)}`),
            ...(deductionPct === null ? [] : [texts.deductionShare(deductionPct)]),
          ].join(' · ')}
        </p>
      )}
      <ul className="mq-evidence">
        {latest.map(({ caseNo, at, measures: own }) => (
          <li key={caseNo}>
            {caseNo} <span className="mq-muted">{format.dateTime(at)}</span>{' '}
            {format.list(own.map((one) => measures[one] ?? one))}
          </li>
        ))}
      </ul>
    </section>
  );
}
