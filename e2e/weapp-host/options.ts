export interface LaunchOptions {
  /** Folder of the compiled mini-program (miniapp/dist/weapp). */
  dist: string
  /** Where the running BFF is; the address compiled into the program is sent there. */
  apiBase: string
  /** The address compiled into the program. */
  compiledApiBase?: string
  /** Where WeChat Pay's stand-in is; its cashier plays the payer. */
  payBase?: string
  /** wx.login answers `<label>:<random>`; the same label is the same person. */
  loginLabel?: string
  /** First page, without leading slash, with its query as WeChat would hand it over (not decoded). */
  path?: string
  /** How the program was entered: 1001 the list, 1011 a QR code, 1047 a mini-program code. */
  scene?: number
  /** Kept by the caller to start the program again on the same phone. */
  storage?: Map<string, string>
  device?: Partial<Device>
  /** What a scan of the camera gives; null is a person who gives up. */
  scanResult?: string | null
  /** What the person does at the cashier. */
  payment?: 'pay' | 'cancel'
  /** What the person answers when WeChat asks for their phone number; `quota`: the program has used up what it may ask. */
  phoneNumber?: 'give' | 'refuse' | 'quota'
  /** Which button of a modal the person taps. */
  modal?: 'confirm' | 'cancel'
}

export interface Device {
  windowWidth: number
  windowHeight: number
  pixelRatio: number
  statusBarHeight: number
  /** WeChat's own font setting, 1 is standard. */
  fontSizeScaleFactor: number
  platform: 'android' | 'ios'
  theme: 'light' | 'dark'
}

export const standardDevice: Device = {
  windowWidth: 375,
  windowHeight: 667,
  pixelRatio: 2,
  statusBarHeight: 20,
  fontSizeScaleFactor: 1,
  platform: 'android',
  theme: 'light',
}
