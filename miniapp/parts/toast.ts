import type { ToastShowProps } from 'antd-mobile';

/** Its code comes after the first screen. */
export const loadToast = () => import('./toast-kit.ts');

/** A word that passes by itself. */
export function showToast(said: ToastShowProps): void {
  void loadToast().then(
    ({ Toast }) => Toast.show(said),
    () => undefined,
  );
}
