import type { Config, Definition, Method } from './component-definition.ts'
import { define, registerBehavior } from './component-definition.ts'
import type { Diagnostics } from './diagnostics.ts'
import type { MiniPackage } from './mini-package.ts'
import type { Realm } from './realm.ts'
import type { ModuleLoader } from './vm-module-loader.ts'

/** Path, query and scene as App.onLaunch and App.onShow get them. */
export interface EnterOptions {
  path: string
  query: Record<string, string>
  scene: number
  referrerInfo: Record<string, never>
}

export interface AppService {
  boot(enter: EnterOptions): void
  callApp(name: string, ...args: unknown[]): void
  /** Loads a page's or component's code, with the components it uses, and gives what it registered. */
  definition(path: string): Definition | undefined
}

/** App, Page, Component, Behavior and getApp of the logic layer. */
export function createAppService(
  files: MiniPackage,
  realm: Realm,
  loader: ModuleLoader,
  diagnostics: Diagnostics,
  currentPages: () => unknown[],
): AppService {
  const definitions = new Map<string, Definition>()
  const evaluated = new Set<string>()
  let loading: string | null = null
  let app: Config | null = null

  const register = (kind: Definition['kind']) => (config: Config) => {
    if (loading === null) {
      diagnostics.fault(
        'exception',
        kind,
        new Error(`${kind === 'page' ? 'Page' : 'Component'}() was called outside the code of a page or component`),
      )
      return
    }
    definitions.set(loading, define(kind, loading, config))
  }
  const call = (name: string, args: unknown[]) => {
    const method = app?.[name]
    if (typeof method === 'function')
      realm.guard(`App ${name}`, () =>
        (method as Method).apply(
          app,
          args.map((arg) => realm.import(arg)),
        ),
      )
  }
  const globals = {
    App: (config: Config) => {
      app = config
    },
    Page: register('page'),
    Component: register('component'),
    Behavior: registerBehavior,
    getApp: () => app,
    getCurrentPages: () => {
      const pages = realm.import<unknown[]>([])
      pages.push(...currentPages())
      return pages
    },
  }
  Object.assign(realm.global, realm.import(globals))

  const evaluate = (path: string): void => {
    if (evaluated.has(path)) return
    evaluated.add(path)
    const before = loading
    loading = path
    realm.guard(`${path}.js`, () => loader.load(`${path}.js`))
    loading = before
    const used = { ...files.app.usingComponents, ...files.json(path).usingComponents }
    for (const tag of Object.keys(used)) {
      const component = files.componentPath(path, tag)
      if (component) evaluate(component)
    }
  }
  return {
    boot: (enter) => {
      realm.guard('app.js', () => loader.load('app.js'))
      call('onLaunch', [enter])
      call('onShow', [enter])
    },
    callApp: (name, ...args) => call(name, args),
    definition: (path) => {
      evaluate(path)
      return definitions.get(path)
    },
  }
}
