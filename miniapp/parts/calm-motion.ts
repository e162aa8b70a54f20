const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What the kit moves by script stands still for who asked the phone for that; style sheets see to the rest. */
export function calmMotion(): void {
  if (!isCalm()) return;
  void import('./motion-kit.ts').then(
    ({ reduceMotion }) => reduceMotion(),
    () => undefined,
  );
}

/** How the page moves to something on it. */
export const scrollBehavior = (): ScrollBehavior => (isCalm() ? 'auto' : 'smooth');
