import { resolveInside } from '../mini-package.ts'
import type { NavigationKind } from '../page-stack.ts'
import { callbackApi, text } from './call.ts'
import type { WxHost } from './host.ts'

export function navigationApi(host: WxHost): Record<string, unknown> {
  const { realm } = host
  const absolute = (url: string) => (url.startsWith('/') ? url : `/${resolveInside(host.stack.top()?.path ?? '', url)}`)
  const opener = (kind: NavigationKind) =>
    callbackApi(realm, kind, async (options) => {
      // A page opens after the tap that asked for it has run to its end.
      await new Promise((resolve) => setImmediate(resolve))
      const page = host.stack.open(kind, absolute(text(options, 'url')))
      if (kind !== 'navigateTo') return {}
      const channel = eventChannel(host)
      page.logic.getOpenerEventChannel = () => channel
      return { eventChannel: channel }
    })
  const title = (name: string) =>
    callbackApi(realm, name, (options) => {
      const top = host.stack.top()
      if (top) host.screen.titles.set(top.page.route, text(options, 'title'))
    })
  const nothing = (name: string) => callbackApi(realm, name, () => undefined)
  return {
    navigateTo: opener('navigateTo'),
    redirectTo: opener('redirectTo'),
    reLaunch: opener('reLaunch'),
    switchTab: opener('switchTab'),
    navigateBack: callbackApi(realm, 'navigateBack', async (options) => {
      await new Promise((resolve) => setImmediate(resolve))
      host.stack.back(Number(options.delta) || 1)
    }),
    setTabBarBadge: callbackApi(realm, 'setTabBarBadge', (options) => {
      host.screen.badges.set(Number(options.index), text(options, 'text'))
    }),
    removeTabBarBadge: callbackApi(realm, 'removeTabBarBadge', (options) => {
      host.screen.badges.delete(Number(options.index))
    }),
    setNavigationBarTitle: title('setNavigationBarTitle'),
    ...Object.fromEntries(
      [
        'setNavigationBarColor',
        'showNavigationBarLoading',
        'hideNavigationBarLoading',
        'hideHomeButton',
        'setBackgroundColor',
        'setBackgroundTextStyle',
        'setTabBarItem',
        'setTabBarStyle',
        'showTabBarRedDot',
        'hideTabBarRedDot',
        'showTabBar',
        'hideTabBar',
        'stopPullDownRefresh',
        'startPullDownRefresh',
        'pageScrollTo',
        'showShareMenu',
        'hideShareMenu',
        'updateShareMenu',
      ].map((name) => [name, nothing(name)]),
    ),
  }
}

function eventChannel(host: WxHost) {
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>()
  const on = (name: string, listener: (...args: unknown[]) => void) => {
    const set = listeners.get(name) ?? new Set()
    listeners.set(name, set.add(listener))
  }
  return {
    on,
    once: on,
    off: (name: string) => listeners.delete(name),
    emit: (name: string, ...args: unknown[]) => {
      for (const listener of listeners.get(name) ?? []) host.realm.guard(`eventChannel ${name}`, () => listener(...args))
    },
  }
}
