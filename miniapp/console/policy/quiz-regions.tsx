import type { QuizFigures } from '../../../server/contract/quiz.ts';
import { useFormat } from '../../parts/format.tsx';
import { consoleQuizTexts } from '../../texts/screens/console-quiz.ts';
import { useTable } from '../../texts/language.tsx';
import { Scroll } from '../parts/panel.tsx';

type Group = QuizFigures['groups'][number];
const PARTS = ['passedFirst', 'passedLater', 'notPassed', 'notTaken'] as const;

/** A bar for each region, in the four parts that make its people, and the same as numbers. */
export function QuizRegions({ groups }: { groups: readonly Group[] }) {
  const texts = useTable(consoleQuizTexts);
  const format = useFormat();
  const rows = groups.map((group) => ({
    group,
    name: format.list(group.regions.map((region) => region || texts.noRegion)),
  }));
  return (
    <>
      <figure className="mq-parts">
        <figcaption>
          {texts.chart}
          <span className="mq-parts-key">
            {PARTS.map((part) => (
              <span key={part}>
                <i className={`mq-part-${part}`} />
                {texts.progress[part]}
              </span>
            ))}
          </span>
        </figcaption>
        {rows.map(({ name, group }) => (
          <Bar key={name} name={name} group={group} />
        ))}
      </figure>
      <Scroll label={texts.chart}>
        <Numbers rows={rows} />
      </Scroll>
    </>
  );
}

function Bar({ name, group }: { name: string; group: Group }) {
  const { progress } = useTable(consoleQuizTexts);
  const format = useFormat();
  const spoken = format.phrases(PARTS.map((part) => `${progress[part]} ${group[part]}`));
  return (
    <div className="mq-parts-row">
      <span aria-hidden="true">{name}</span>
      <div className="mq-parts-bar" role="img" aria-label={format.named(name, spoken)}>
        {PARTS.filter((part) => group[part] > 0).map((part) => (
          <span key={part} className={`mq-part-${part}`} style={{ flexGrow: group[part] }}>
            {group[part]}
          </span>
        ))}
      </div>
    </div>
  );
}

function Numbers({ rows }: { rows: readonly { name: string; group: Group }[] }) {
  const texts = useTable(consoleQuizTexts);
  const { columns, progress } = texts;
  const heads = [columns.people, columns.taken, ...PARTS.map((part) => progress[part])];
  return (
    <table className="mq-table">
      <thead>
        <tr>
          <th scope="col">{columns.region}</th>
          {heads.map((head) => (
            <th key={head} scope="col" className="mq-number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, group }) => (
          <tr key={name}>
            <td>{name}</td>
            <td className="mq-number">{group.people}</td>
            <td className="mq-number">{group.people - group.notTaken}</td>
            {PARTS.map((part) => (
              <td key={part} className="mq-number">
                {group[part]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
