/** A reason not to start that a person can act on; printed as one line, exit code 1. */
export class StartFault extends Error {}

/** Turns what the system says about ports and folders into one clear line; anything else is passed on as it is. */
export function toStartFault(error: unknown, what: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return new StartFault(`${what} is taken by another program; choose another port or stop that one`);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) return new StartFault(`${what}: no permission`);
  if (code === 'ENOTDIR' || code === 'EEXIST') return new StartFault(`${what}: a file is in the way`);
  if (code === 'ENOENT') return new StartFault(`${what}: nothing can be written there`);
  return error;
}

/** Why nobody can listen there: HOST may name another machine, or none. */
export function toListenFault(error: unknown, { host, port }: { host: string; port: number }): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code))
    return new StartFault(`${host} (HOST) is no address of this machine; 127.0.0.1 or 0.0.0.0 always is`);
  return toStartFault(error, `port ${port} (PORT)`);
}
