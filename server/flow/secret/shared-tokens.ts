import type { SharedTokens } from '../../feishu/index.ts';
import { deletePlatformToken, findPlatformToken, savePlatformToken } from '../../store/platform-tokens.ts';
import { openSealed, sealText, type Sealing } from './seal.ts';
import { sha256 } from './secret.ts';

/** Tokens of the chat platform that all processes use, sealed: who reads the database cannot speak as the app. */
export function createSharedTokens(secretKey: string): SharedTokens {
  const key = { secretKey };
  return {
    find: async (name) => {
      const found = await findPlatformToken(name, new Date());
      const value = found && openSealed(key, at(name), found.sealed);
      return found && value !== null ? { value, expiresAt: found.expiresAt } : null;
    },
    save: (name, { value, expiresAt }) =>
      savePlatformToken({
        key: name,
        sealed: sealText(key, at(name), value),
        digest: sha256(value),
        expiresAt,
      }),
    drop: (name, value) => deletePlatformToken(name, sha256(value)),
  };
}

const at = (name: string): Sealing => ({ purpose: 'platform-tokens', place: name });
