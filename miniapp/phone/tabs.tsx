import { CalendarOutline, HistogramOutline, LocationOutline, UserOutline } from '../parts/kit.ts';
import { useSession } from './session.ts';
import { useTexts } from '../texts/language.tsx';

const tabs = [
  { key: 'today', path: '#/', Icon: CalendarOutline },
  { key: 'visits', path: '#/visits', Icon: LocationOutline },
  { key: 'report', path: '#/report', Icon: HistogramOutline },
  { key: 'me', path: '#/me', Icon: UserOutline },
] as const;

/** Visits stand among the tabs of those whose work they are; everyone else finds them under the own data. */
export function Tabs({ active }: { active: 'today' | 'visits' | 'report' | 'me' }) {
  const names = useTexts().phone.tabs;
  const { staffKind } = useSession().me;
  return (
    <nav className="mq-tabs">
      {tabs
        .filter(({ key }) => key !== 'visits' || staffKind === 'rep')
        .map(({ key, path, Icon }) => (
          <a key={key} href={path} aria-current={key === active ? 'page' : undefined}>
            <Icon aria-hidden />
            {names[key]}
          </a>
        ))}
    </nav>
  );
}
