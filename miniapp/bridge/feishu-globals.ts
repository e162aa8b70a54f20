type Callbacks<T> = { success?: (reply: T) => void; fail?: (fault: FeishuFault) => void };
export type FeishuFault = { errno?: number; errString?: string; errMsg?: string };

export type FeishuLocation = {
  latitude: number;
  longitude: number;
  accuracy: number;
  horizontalAccuracy?: number;
  timestamp?: number;
  type?: 'wgs84' | 'gcj02';
};

/** The parts of Feishu's H5 JSAPI that are used here (feishu.md section 2); no typed package exists. */
export type FeishuTt = {
  setAPIConfig?: (config: { apiConfig: Record<string, { version: number }> }) => void;
  requestAccess?: (
    options: { appID: string; scopeList: string[]; state?: string } & Callbacks<{ code: string }>,
  ) => void;
  requestAuthCode?: (options: { appId: string } & Callbacks<{ code: string }>) => void;
  getLocation: (
    options: { timeout: number; cacheTimeout: number; accuracy: 'high' | 'best' } & Callbacks<FeishuLocation>,
  ) => void;
  chooseImage: (
    options: {
      sourceType: string[];
      count: number;
      sizeType: string[];
      cameraDevice: 'front' | 'back';
      isSaveToAlbum: '0' | '1';
    } & Callbacks<{ tempFilePaths: string[] }>,
  ) => void;
  getFileSystemManager: () => {
    readFile: (options: { filePath: string; encoding: 'base64' } & Callbacks<{ data: string }>) => void;
  };
  getSystemInfoSync?: () => { model?: string; system?: string };
};

export type FeishuH5sdk = {
  config: (options: {
    appId: string;
    timestamp: number;
    nonceStr: string;
    signature: string;
    jsApiList: string[];
    onSuccess?: () => void;
    onFail?: (fault: unknown) => void;
  }) => void;
  ready: (done: () => void) => void;
  error: (failed: (fault: unknown) => void) => void;
};

declare global {
  interface Window {
    h5sdk?: FeishuH5sdk;
    tt?: FeishuTt;
  }
}
