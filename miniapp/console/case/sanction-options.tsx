import type { SanctionView } from '../../../server/contract/views.ts';
import { useFormat } from '../../parts/format.tsx';
import { useTable } from '../../texts/language.tsx';
import { consoleSanctionTexts } from '../../texts/screens/console-sanction.ts';

/** Per penalty, what is still missing before it may be proposed. */
export function SanctionOptions({ options }: { options: SanctionView['options'] }) {
  const format = useFormat();
  const texts = useTable(consoleSanctionTexts);
  return (
    <section aria-label={texts.penalties}>
      <h3>{texts.penalties}</h3>
      <ul className="mq-evidence">
        {options.map(({ measure, missing }) => (
          <li key={measure}>
            <strong>{texts.measure[measure]}</strong>{' '}
            {missing.length === 0 ? (
              <span className="mq-ready">✓ {texts.ready}</span>
            ) : (
              <span className="mq-muted">
                {texts.lacks}
                {format.clauses(missing.map((one) => texts.missing[one] ?? one))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
