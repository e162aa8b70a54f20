/** Choices of this device. A browser may keep none (site data blocked, a web view without storage): then they last as long as the page. */
const ofThisPage = new Map<string, string>();

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return ofThisPage.get(key) ?? null;
  }
}

export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    ofThisPage.set(key, value);
  }
}
