import type { RivalCut } from '../../../server/contract/map-service.ts';
import { useTable } from '../../texts/language.tsx';
import { mapServiceTexts } from '../../texts/screens/map-service.ts';

const SHOWN = 5;

/** Around which stores the search stopped reading before the end. */
export function RivalsCut({ cut }: { cut: readonly RivalCut[] }) {
  const { rivals: texts } = useTable(mapServiceTexts);
  if (cut.length === 0) return null;
  return (
    <div className="mq-warn">
      <p>{texts.cut(cut.length)}</p>
      <ul>
        {cut.slice(0, SHOWN).map(({ store, word, read, all }) => (
          <li key={`${store.id} ${word}`}>{texts.cutAt(store.name, word, read, all)}</li>
        ))}
        {cut.length > SHOWN && <li>{texts.cutMore(cut.length - SHOWN)}</li>}
      </ul>
    </div>
  );
}
