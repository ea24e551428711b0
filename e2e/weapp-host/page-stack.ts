import type { AppService } from './app-service.ts'
import { callPage, createPageInstance, type InstanceServices } from './component-instance.ts'
import type { MiniPackage } from './mini-package.ts'
import type { ViewRenderer } from './renderer.ts'
import type { ComponentInstance } from './view-tree.ts'
import type { ModuleLoader } from './vm-module-loader.ts'

export type NavigationKind = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab'

export interface PageStack {
  pages(): ComponentInstance[]
  top(): ComponentInstance | undefined
  /** @throws Error with the words WeChat's `fail` would give */
  open(kind: NavigationKind, url: string): ComponentInstance
  back(delta: number): void
  hide(): void
  show(): void
  close(): void
}

const maxDepth = 10

/** Query of a page address; like WeChat it is handed over as written, not decoded. */
export function parseUrl(url: string): { path: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.replace(/^\//, '').split('?')
  const query: Record<string, string> = {}
  for (const part of search.split('&').filter(Boolean)) {
    const at = part.indexOf('=')
    query[at < 0 ? part : part.slice(0, at)] = at < 0 ? '' : part.slice(at + 1)
  }
  return { path, query }
}

export function createPageStack(
  files: MiniPackage,
  app: AppService,
  loader: ModuleLoader,
  renderer: ViewRenderer,
  services: InstanceServices,
): PageStack {
  let stack: ComponentInstance[] = []
  const keptTabs = new Map<string, ComponentInstance>()
  const tabRoutes = new Set(files.tabs.map(({ route }) => route))

  const pageLifetime = (instance: ComponentInstance, name: 'show' | 'hide') => {
    for (const run of instance.definition.pageLifetimes[name] ?? [])
      services.realm.guard(`${instance.path} ${name}`, () => run.call(instance.logic))
  }
  const show = (instance: ComponentInstance) => {
    callPage(instance, 'onShow', [], services)
    pageLifetime(instance, 'show')
  }
  const hide = (instance: ComponentInstance) => {
    callPage(instance, 'onHide', [], services)
    pageLifetime(instance, 'hide')
  }
  const unload = (instance: ComponentInstance) => {
    keptTabs.delete(instance.path)
    callPage(instance, 'onUnload', [], services)
    renderer.unmount(instance)
  }
  const create = (path: string, query: Record<string, string>): ComponentInstance => {
    loader.loadSubPackage(files.packageOf(path))
    const definition = app.definition(path)
    if (!definition) throw new Error(`page "${path}" registered no Page()`)
    return createPageInstance(definition, query, services)
  }
  const start = (instance: ComponentInstance, query: Record<string, string>) => {
    callPage(instance, 'onLoad', [services.realm.import(query)], services)
    show(instance)
    renderer.mount(instance)
    renderer.afterRender(() => callPage(instance, 'onReady', [], services))
  }
  return {
    pages: () => stack,
    top: () => stack.at(-1),
    open: (kind, url) => {
      const { path, query } = parseUrl(url)
      if (!files.routes.includes(path)) {
        services.diagnostics.fault('page-not-found', kind, url)
        throw new Error(`${kind}:fail page "${path}" is not found`)
      }
      if (kind === 'switchTab' && !tabRoutes.has(path)) throw new Error('switchTab:fail can not switch to no-tabBar page')
      if ((kind === 'navigateTo' || kind === 'redirectTo') && tabRoutes.has(path))
        throw new Error(`${kind}:fail can not ${kind} a tabbar page`)
      if (kind === 'navigateTo' && stack.length >= maxDepth) throw new Error(`navigateTo:fail webview count limit exceed`)

      const kept = kind === 'switchTab' ? keptTabs.get(path) : undefined
      if (kept && stack.length === 1 && stack[0] === kept) return kept
      const top = stack.at(-1)
      if (kind === 'navigateTo') {
        if (top) hide(top)
      } else if (kind === 'redirectTo') {
        const leaving = stack.pop()
        if (leaving) unload(leaving)
      } else {
        const leaving = [...stack].reverse()
        stack = []
        for (const page of leaving) {
          if (kind === 'switchTab' && tabRoutes.has(page.path)) {
            if (page !== kept && page === top) hide(page)
          } else unload(page)
        }
        if (kind === 'reLaunch') for (const page of [...keptTabs.values()]) unload(page)
      }
      const instance = kept ?? create(path, query)
      stack.push(instance)
      if (tabRoutes.has(path)) keptTabs.set(path, instance)
      if (kept) show(kept)
      else start(instance, query)
      return instance
    },
    back: (delta) => {
      if (stack.length <= 1) throw new Error('navigateBack:fail cannot navigate back at first page')
      const steps = Math.min(Math.max(1, delta), stack.length - 1)
      for (let step = 0; step < steps; step++) {
        const leaving = stack.pop()
        if (leaving) unload(leaving)
      }
      const top = stack.at(-1)
      if (top) show(top)
    },
    hide: () => {
      const top = stack.at(-1)
      if (top) hide(top)
    },
    show: () => {
      const top = stack.at(-1)
      if (top) show(top)
    },
    close: () => {
      for (const page of [...stack].reverse()) unload(page)
      stack = []
    },
  }
}
