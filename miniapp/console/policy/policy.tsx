import type { PolicyCoverage, PolicyVersions } from '../../../server/contract/views.ts';
import { api, serverNowMs } from '../../api.ts';
import { useFormat } from '../../parts/format.tsx';
import { useLoad } from '../../parts/use-load.ts';
import { consoleRuleTexts } from '../../texts/screens/console-rules.ts';
import { useTable } from '../../texts/language.tsx';
import { CoverageChart } from '../parts/coverage-chart.tsx';
import { Failed } from '../parts/failed.tsx';
import { Loading, Panel, Scroll, TableHead, Tag } from '../parts/panel.tsx';
import { DaysCaution } from './days-caution.tsx';
import { QuizPanel } from './quiz-panel.tsx';
import { WithdrawPanel } from './withdraw-panel.tsx';

/** The versions of the code, and who has acknowledged the newest one. */
export function PolicyPage({ mayEdit }: { mayEdit: boolean }) {
  const { policy: texts } = useTable(consoleRuleTexts);
  const loaded = useLoad(() => Promise.all([api.policyVersions(), api.policyCoverage()]), 'policy-versions');
  if (loaded.error !== undefined) return <Failed error={loaded.error} onRetry={() => void loaded.reload()} />;
  if (!loaded.data) return <Loading />;
  const [{ versions }, coverage] = loaded.data;
  return (
    <>
      <header className="mq-head">
        <h1>{texts.title}</h1>
        <p className="mq-reminder">{texts.intro}</p>
        {mayEdit && (
          <p>
            <a className="mq-button" href="#/policy/edit">
              {texts.edit}
            </a>
          </p>
        )}
      </header>
      <div className="mq-column">
        <DaysCaution />
        <Panel title={texts.versions}>
          {versions.length === 0 ? (
            <p className="mq-muted">{texts.none}</p>
          ) : (
            <Versions versions={versions} />
          )}
        </Panel>
        {versions.map(
          (one) =>
            one.mayWithdraw && <WithdrawPanel key={one.version} version={one} reload={loaded.reload} />,
        )}
        {coverage.version !== undefined && (
          <Panel title={texts.coverage} extra={texts.coverageOf(coverage.version)}>
            <Coverage coverage={coverage} />
          </Panel>
        )}
        <QuizPanel versions={versions} />
      </div>
    </>
  );
}

function Versions({ versions }: PolicyVersions) {
  const { policy: texts } = useTable(consoleRuleTexts);
  const { columns } = texts;
  const format = useFormat();
  const now = serverNowMs();
  return (
    <table className="mq-table">
      <TableHead
        columns={[columns.version, columns.title, columns.effective, columns.consultation, columns.hash]}
      />
      <tbody>
        {versions.map((one, index) => {
          const before = versions
            .slice(index + 1)
            .find(({ isReplaced, withdrawn }) => !isReplaced && !withdrawn);
          return (
            <tr key={one.version}>
              <td>
                {one.version} {one.isInForce && <Tag tone="granted">{texts.inForce}</Tag>}
                {one.withdrawn && <Tag>{texts.withdrawn}</Tag>}
                {one.isReplaced && !one.withdrawn && <Tag>{texts.replaced}</Tag>}
                {!one.isReplaced && !one.withdrawn && Date.parse(one.effectiveAt) > now && (
                  <Tag tone="soon">{texts.upcoming}</Tag>
                )}
              </td>
              <td>
                <a href={`#/policy/read/${one.version}`}>{one.title}</a>
                {before && (
                  <>
                    <br />
                    <a href={`#/policy/diff/${before.version}/${one.version}`}>{texts.compare}</a>
                  </>
                )}
              </td>
              <td>{format.dateTime(one.effectiveAt)}</td>
              <td className="mq-what">
                {one.consultation}
                {one.withdrawn && (
                  <p>{texts.withdrawnWhy(format.dateTime(one.withdrawn.at), one.withdrawn.reason)}</p>
                )}
              </td>
              <td>
                <code title={one.hash}>{one.hash.slice(0, 12)}</code>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Coverage({ coverage: { regions } }: { coverage: PolicyCoverage }) {
  const { policy: texts } = useTable(consoleRuleTexts);
  const { coverageColumns: columns } = texts;
  const named = regions.map((row) => ({ ...row, name: row.regionName || texts.noRegion }));
  const total = {
    regionId: '*',
    name: texts.total,
    staff: regions.reduce((sum, { staff }) => sum + staff, 0),
    acknowledged: regions.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    reminded: regions.reduce((sum, { reminded }) => sum + reminded, 0),
  };
  return (
    <div className="mq-columns">
      <CoverageChart
        title={texts.chart}
        rows={named.map(({ name, staff, acknowledged }) => ({ name, pct: shareOf(acknowledged, staff) }))}
      />
      <Scroll label={texts.coverage}>
        <table className="mq-table">
          <thead>
            <tr>
              {(['region', 'staff', 'done', 'reminded', 'share'] as const).map((name) => (
                <th key={name} scope="col" className={name === 'region' ? '' : 'mq-number'}>
                  {columns[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...named, total].map(({ regionId, name, staff, acknowledged, reminded }) => (
              <tr key={regionId} className={regionId === '*' ? 'mq-total' : ''}>
                <td>{name}</td>
                <td className="mq-number">{staff}</td>
                <td className="mq-number">{acknowledged}</td>
                <td className="mq-number">{reminded}</td>
                <td className="mq-number">{shareOf(acknowledged, staff)}%</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </div>
  );
}

const shareOf = (part: number, whole: number): number =>
  whole === 0 ? 0 : Math.floor((1000 * part) / whole) / 10;
