import type { CaseView, FindingView } from '../../server/contract/views.ts';
import { withUnit } from '../../server/contract/texts/units.ts';
import { useLanguage } from '../texts/language.tsx';
import { numberWords } from '../texts/screens/number-words.ts';
import { useFormat } from './format.tsx';

/** What somebody wrote is judged by no rule. */
const LEAD = 'lead';

type FactsProps = { finding: FindingView; outcome?: CaseView['outcome'] };

/** Once people have found in the person's favour, that is what stands beside the facts, and no longer what the data alone say. */
const IN_FAVOUR: ReadonlySet<CaseView['outcome']> = new Set([
  'unsubstantiated',
  'permitted',
  'withdrawn',
  'rejected',
  'overturned',
  'revoked',
]);

/** The same facts for everyone who may see them: sentence, numbers, thresholds, what would clear it (R6, R9). */
export function FindingFacts({ finding, outcome }: FactsProps) {
  const { language, texts } = useLanguage();
  const format = useFormat();
  return (
    <section className="mq-facts" aria-label={texts.phone.alert.numbers}>
      <p className="mq-sentence">{finding.sentence[language]}</p>
      <p className="mq-muted">
        {format.day(finding.startAt)} {format.time(finding.startAt)}–
        {format.day(finding.endAt) !== format.day(finding.startAt) && `${format.day(finding.endAt)} `}
        {format.time(finding.endAt)}
        {outcome && IN_FAVOUR.has(outcome) ? (
          <span className="mq-verdict">{texts.words.outcome[outcome]}</span>
        ) : (
          <span className={`mq-verdict mq-verdict-${finding.verdict}`}>
            {texts.words.verdict[finding.verdict]}
          </span>
        )}
      </p>
      <NumberTable title={texts.phone.alert.numbers} rows={finding.numbers} />
      <h3>{texts.phone.alert.clears}</h3>
      <p>{finding.whatWouldClear[language]}</p>
      <details>
        <summary>{texts.phone.alert.thresholds}</summary>
        <NumberTable title={texts.phone.alert.thresholds} rows={finding.thresholds} />
      </details>
      <p className="mq-muted">{texts.phone.alert.rule(finding.detector, finding.version)}</p>
      {finding.detector !== LEAD && (
        <p className="mq-muted">
          {finding.record
            ? texts.phone.alert.record(finding.record.of, finding.record.hits)
            : texts.phone.alert.noRecord}
        </p>
      )}
    </section>
  );
}

/** What else was found of the same place or hours, each with its own numbers, folded until asked for. */
export function Beside({
  findings,
  outcome,
}: { findings: readonly FindingView[] } & Pick<FactsProps, 'outcome'>) {
  const { language, texts } = useLanguage();
  if (findings.length === 0) return null;
  return (
    <section aria-label={texts.phone.alert.beside}>
      <h3>{texts.phone.alert.beside}</h3>
      {findings.map((finding) => (
        <details key={`${finding.detector}:${finding.startAt}`}>
          <summary>{finding.sentence[language]}</summary>
          <FindingFacts finding={finding} {...(outcome && { outcome })} />
        </details>
      ))}
    </section>
  );
}

function NumberTable({ title, rows }: { title: string; rows: Record<string, number> }) {
  const { language } = useLanguage();
  const names = Object.keys(rows);
  if (names.length === 0) return null;
  return (
    <table className="mq-numbers">
      <caption>{title}</caption>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{numberWords[language][name] ?? name}</th>
            <td>{withUnit(name, rows[name] ?? 0, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
