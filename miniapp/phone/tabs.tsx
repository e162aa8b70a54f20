import { TabBar } from 'antd-mobile';
import { CalendarOutline, HistogramOutline, UserOutline } from 'antd-mobile-icons';
import { goTo } from '../parts/hash.ts';
import { useTexts } from '../texts/language.tsx';

const paths: Record<string, string> = { today: '/', report: '/report', me: '/me' };

export function Tabs({ active }: { active: 'today' | 'report' | 'me' }) {
  const { tabs } = useTexts().phone;
  return (
    <nav className="mq-tabs">
      <TabBar activeKey={active} onChange={(key) => goTo(paths[key] ?? '/')} safeArea>
        <TabBar.Item key="today" icon={<CalendarOutline />} title={tabs.today} />
        <TabBar.Item key="report" icon={<HistogramOutline />} title={tabs.report} />
        <TabBar.Item key="me" icon={<UserOutline />} title={tabs.me} />
      </TabBar>
    </nav>
  );
}
