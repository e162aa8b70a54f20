import { withUserAccessToken } from '@larksuiteoapi/node-sdk';
import { z } from 'zod';
import { AppError, forbidden, unauthenticated } from '../errors.ts';
import type { FeishuClient } from './client.ts';
import { createJssdk } from './jssdk.ts';
import type { SignIn } from './platform.ts';

/** Codes of the token endpoint that blame the code or its verifier: bad, expired, wrong verifier, used. */
const badCodeCodes: readonly unknown[] = [20003, 20004, 20049, 20065];
/** The token endpoint answers flat, not under `data`. */
const UserTokenSchema = z.object({ access_token: z.string().min(1) });
const UserInfoSchema = z.object({
  data: z.object({
    open_id: z.string().min(1),
    tenant_key: z.string().min(1),
    name: z.string(),
  }),
});

export function createSignIn(client: FeishuClient): SignIn {
  const { appId, accountsUrl, tenantKey: ownTenant } = client.options;
  return {
    authorizeUrl: ({ redirectUri, state, codeChallenge }) => {
      const query = new URLSearchParams({
        client_id: appId,
        response_type: 'code',
        redirect_uri: redirectUri,
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      });
      return `${accountsUrl}/open-apis/authen/v1/authorize?${query.toString()}`;
    },
    exchangeCode: async (input) => {
      const token = await fetchUserToken(client, input);
      const { open_id: openId, tenant_key: tenantKey, name } = await fetchUserInfo(client, token);
      if (ownTenant !== undefined && tenantKey !== ownTenant) throw forbidden('other_company');
      return { openId, tenantKey, name };
    },
    jssdkConfig: createJssdk(client),
  };
}

async function fetchUserToken(
  { options, http, call }: FeishuClient,
  input: Parameters<SignIn['exchangeCode']>[0],
): Promise<string> {
  const data = {
    grant_type: 'authorization_code',
    client_id: options.appId,
    client_secret: options.appSecret,
    code: input.code,
    ...(input.redirectUri === undefined ? {} : { redirect_uri: input.redirectUri }),
    ...(input.codeVerifier === undefined ? {} : { code_verifier: input.codeVerifier }),
  };
  const url = `${options.baseUrl}/open-apis/authen/v2/oauth/token`;
  const run = () => http.request({ method: 'POST', url, data });
  const name = 'authen.v2.oauth.token';
  const reply = await call({ name, reply: UserTokenSchema, repeatable: false, run }).catch(
    (error: unknown) => {
      const code = error instanceof AppError ? error.details['code'] : null;
      throw badCodeCodes.includes(code) ? unauthenticated() : error;
    },
  );
  return reply.access_token;
}

async function fetchUserInfo({ sdk, call }: FeishuClient, userToken: string) {
  const run = () => sdk.authen.userInfo.get({}, withUserAccessToken(userToken));
  const reply = await call({ name: 'authen.userInfo.get', reply: UserInfoSchema, repeatable: true, run });
  return reply.data;
}
