/** Version of this build; the Vite configuration puts it in from package.json. */
declare const __APP_VERSION__: string;
export const APP_VERSION: string = __APP_VERSION__;
