import { callbackApi } from './call.ts'
import type { WxHost } from './host.ts'

const libraryVersion = '3.7.12'

/** What the program may know of the phone it runs on. */
export function deviceApi(host: WxHost): Record<string, unknown> {
  const { realm, phone } = host
  const window = () => {
    const { windowWidth, windowHeight, pixelRatio, statusBarHeight } = phone.device
    const screenHeight = windowHeight + statusBarHeight + 44
    return {
      pixelRatio,
      windowWidth,
      windowHeight,
      statusBarHeight,
      screenWidth: windowWidth,
      screenHeight,
      screenTop: statusBarHeight + 44,
      safeArea: {
        left: 0,
        right: windowWidth,
        top: statusBarHeight,
        bottom: screenHeight,
        width: windowWidth,
        height: screenHeight - statusBarHeight,
      },
    }
  }
  const appBase = () => ({
    SDKVersion: libraryVersion,
    enableDebug: false,
    host: { env: 'WeChat' },
    language: 'zh_CN',
    version: '8.0.56',
    theme: phone.device.theme,
    fontSizeScaleFactor: phone.device.fontSizeScaleFactor,
    fontSizeSetting: 16 * phone.device.fontSizeScaleFactor,
  })
  const device = () => ({
    abi: 'arm64-v8a',
    benchmarkLevel: 20,
    brand: 'HUAWEI',
    model: 'P40',
    system: phone.device.platform === 'ios' ? 'iOS 17.0' : 'Android 12',
    platform: phone.device.platform,
    cpuType: 'unknown',
    memorySize: 8192,
  })
  const setting = () => ({
    bluetoothEnabled: false,
    locationEnabled: true,
    wifiEnabled: phone.network === 'wifi',
    deviceOrientation: 'portrait',
  })
  const system = () => ({ ...window(), ...appBase(), ...device(), ...setting(), benchmarkLevel: 20 })
  const sync = (read: () => object) => () => realm.import(read())
  const listen = (name: string) => ({
    [`on${name}`]: (listener: (event: unknown) => void) => {
      const set = host.listeners.get(name) ?? new Set()
      host.listeners.set(name, set.add(listener))
    },
    [`off${name}`]: (listener?: (event: unknown) => void) => {
      if (listener) host.listeners.get(name)?.delete(listener)
      else host.listeners.delete(name)
    },
  })
  return {
    getWindowInfo: sync(window),
    getAppBaseInfo: sync(appBase),
    getDeviceInfo: sync(device),
    getSystemSetting: sync(setting),
    getAppAuthorizeSetting: sync(() => ({
      cameraAuthorized: 'not determined',
      locationAuthorized: 'not determined',
      notificationAuthorized: 'authorized',
    })),
    getSystemInfoSync: sync(system),
    getSystemInfo: callbackApi(realm, 'getSystemInfo', system),
    getSystemInfoAsync: callbackApi(realm, 'getSystemInfoAsync', system),
    getAccountInfoSync: sync(() => ({ miniProgram: { appId: 'wx0000000000000000', envVersion: 'release', version: '1.0.0' } })),
    getLaunchOptionsSync: sync(() => host.launched),
    getEnterOptionsSync: sync(() => host.enter),
    getMenuButtonBoundingClientRect: sync(() => {
      const { windowWidth, statusBarHeight } = phone.device
      return {
        width: 87,
        height: 32,
        top: statusBarHeight + 4,
        bottom: statusBarHeight + 36,
        left: windowWidth - 94,
        right: windowWidth - 7,
      }
    }),
    getNetworkType: callbackApi(realm, 'getNetworkType', () => ({ networkType: phone.network, signalStrength: 4 })),
    getBatteryInfoSync: sync(() => ({ level: 80, isCharging: false })),
    ...(Object.assign(
      {},
      ...[
        'NetworkStatusChange',
        'AppShow',
        'AppHide',
        'Error',
        'UnhandledRejection',
        'PageNotFound',
        'ThemeChange',
        'WindowResize',
        'MemoryWarning',
        'KeyboardHeightChange',
        'NeedPrivacyAuthorization',
        'NetworkWeakChange',
        'LazyLoadError',
      ].map(listen),
    ) as Record<string, unknown>),
    getPerformance: () => ({
      now: () => performance.now(),
      createObserver: () => ({ observe: () => undefined, disconnect: () => undefined }),
    }),
    reportPerformance: () => undefined,
    nextTick: (callback: () => void) => {
      host.renderer.afterRender(() => host.realm.guard('wx.nextTick', callback))
    },
    env: realm.import({ USER_DATA_PATH: 'wxfile://usr' }),
    canIUse: (schema: string) => typeof schema === 'string' && schema.length > 0,
  }
}
