import { CalendarOutline, HistogramOutline, UserOutline } from 'antd-mobile-icons';
import { useTexts } from '../texts/language.tsx';

const tabs = [
  { key: 'today', path: '#/', Icon: CalendarOutline },
  { key: 'report', path: '#/report', Icon: HistogramOutline },
  { key: 'me', path: '#/me', Icon: UserOutline },
] as const;

export function Tabs({ active }: { active: 'today' | 'report' | 'me' }) {
  const names = useTexts().phone.tabs;
  return (
    <nav className="mq-tabs">
      {tabs.map(({ key, path, Icon }) => (
        <a key={key} href={path} aria-current={key === active ? 'page' : undefined}>
          <Icon aria-hidden />
          {names[key]}
        </a>
      ))}
    </nav>
  );
}
