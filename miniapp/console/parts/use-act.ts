import { Toast } from 'antd-mobile';
import { describeFault, isStale } from '../../parts/fault.ts';
import { keepFocusNear } from '../../parts/keep-focus.ts';
import { useConsoleTexts } from '../../texts/console-texts.ts';
import { useTable } from '../../texts/language.tsx';
import { consoleFieldNames } from '../../texts/screens/console-field-names.ts';
import { useOnce } from './use-once.ts';

const LONG_TOAST_MS = 5_000;

/** Does one thing, says how it went, and loads anew what is shown. */
export function useAct(
  reload: () => Promise<void>,
  describe?: (error: unknown) => string,
): (work: () => Promise<unknown>) => Promise<void> {
  const texts = useConsoleTexts();
  const names = useTable(consoleFieldNames);
  const once = useOnce();
  const act = async (work: () => Promise<unknown>): Promise<void> => {
    const comeBack = keepFocusNear();
    await work().then(
      () => Toast.show({ icon: 'success', content: texts.console.done }),
      (error: unknown) =>
        Toast.show({
          content: isStale(error)
            ? texts.console.stale
            : (describe?.(error) ?? describeFault(error, texts, names)),
          duration: LONG_TOAST_MS,
        }),
    );
    await reload();
    comeBack();
  };
  return (work) => once(() => act(work), undefined);
}
