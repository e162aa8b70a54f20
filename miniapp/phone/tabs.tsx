import { TabBar } from 'antd-mobile';
import { CalendarOutline, HistogramOutline, UserOutline } from 'antd-mobile-icons';
import { goTo } from '../parts/hash.ts';
import { useTexts } from '../texts/language.tsx';

const paths = { today: '/', report: '/report', me: '/me' } as const;

export function Tabs({ active }: { active: keyof typeof paths }) {
  const { tabs } = useTexts().phone;
  return (
    <nav className="mq-tabs">
      <TabBar activeKey={active} onChange={(key) => goTo(paths[key as keyof typeof paths])} safeArea>
        <TabBar.Item key="today" icon={<CalendarOutline />} title={tabs.today} />
        <TabBar.Item key="report" icon={<HistogramOutline />} title={tabs.report} />
        <TabBar.Item key="me" icon={<UserOutline />} title={tabs.me} />
      </TabBar>
    </nav>
  );
}
