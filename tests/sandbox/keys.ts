export const appId = 'cli_0123456789abcdef';
export const appSecret = 'test-app-secret';
export const encryptKey = 'test-encrypt-key';
export const verificationToken = 'test-verification-token';
