export type Callbacks<T> = { success?: (reply: T) => void; fail?: (fault: FeishuFault) => void };
/** `errorCode` is what `h5sdk.config` fails with. */
export type FeishuFault = { errno?: number; errorCode?: number; errString?: string; errMsg?: string };

export type FeishuLocation = {
  latitude: number;
  longitude: number;
  accuracy: number;
  horizontalAccuracy?: number;
  timestamp?: number;
  type?: 'wgs84' | 'gcj02';
};
type Call<Options, Reply> = (options: Options & Callbacks<Reply>) => void;

/** The parts of Feishu's H5 JSAPI that are used here (feishu.md section 2); no typed package exists. Old clients lack the optional ones. */
export type FeishuTt = {
  setAPIConfig?: (config: { apiConfig: Record<string, { version: number }> }) => void;
  requestAccess?: Call<{ appID: string; scopeList: string[]; state?: string }, { code: string }>;
  requestAuthCode?: Call<{ appId: string }, { code: string }>;
  getLocation: Call<{ timeout: number; cacheTimeout: number; accuracy: 'high' | 'best' }, FeishuLocation>;
  startLocationUpdate?: Call<object, unknown>;
  stopLocationUpdate?: Call<object, unknown>;
  onLocationChange?: (listener: (found: FeishuLocation) => void) => void;
  offLocationChange?: (listener: (found: FeishuLocation) => void) => void;
  onLocationChangeError?: (listener: (fault: FeishuFault) => void) => void;
  chooseImage: Call<
    {
      sourceType: string[];
      count: number;
      sizeType: string[];
      cameraDevice: 'front' | 'back';
      isSaveToAlbum: '0' | '1';
    },
    { tempFilePaths: string[] }
  >;
  getFileSystemManager: () => {
    readFile: Call<{ filePath: string; encoding: 'base64' }, { data: string }>;
  };
  getNetworkType?: Call<object, { networkType: string }>;
  getConnectedWifi?: Call<object, { SSID?: string; BSSID?: string }>;
  scanCode?: Call<{ scanType: string[]; barCodeInput: boolean }, { result: string }>;
  /** Clients before 5.2 take no type and mean what maps show there: GCJ-02 on the mainland. */
  openLocation?: Call<
    { latitude: number; longitude: number; type: 'wgs84' | 'gcj02'; name: string; scale: number },
    unknown
  >;
  getSystemInfo?: Call<object, { model?: string; system?: string }>;
  setKeepScreenOn?: Call<{ keepScreenOn: boolean }, unknown>;
};

export type FeishuH5sdk = {
  config: (options: {
    appId: string;
    timestamp: number;
    nonceStr: string;
    signature: string;
    jsApiList: string[];
    onSuccess?: () => void;
    onFail?: (fault: FeishuFault) => void;
  }) => void;
  ready: (done: () => void) => void;
  error: (failed: (fault: FeishuFault) => void) => void;
};

declare global {
  interface Window {
    h5sdk?: FeishuH5sdk;
    tt?: FeishuTt;
  }
}
