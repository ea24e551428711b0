import { randomBytes } from 'node:crypto'
import { createAppService, type EnterOptions } from './app-service.ts'
import { createDiagnostics, type Diagnostics } from './diagnostics.ts'
import { dispatch } from './event.ts'
import { createImageLoader } from './image-loader.ts'
import { instanceMethods, pageOf } from './instance-methods.ts'
import { type MiniPackage, openPackage } from './mini-package.ts'
import { programSet } from './native-controls.ts'
import { type LaunchOptions, standardDevice } from './options.ts'
import { createPageStack, parseUrl } from './page-stack.ts'
import { createRealm, type Realm } from './realm.ts'
import { createRenderer } from './renderer.ts'
import { compileViews } from './view-compile.ts'
import type { ComponentInstance } from './view-tree.ts'
import { createModuleLoader, type ModuleLoader } from './vm-module-loader.ts'
import { emit, type Phone, type ScreenState, type WxHost } from './wx-api/host.ts'
import { createWx } from './wx-api/index.ts'

/** The running program with everything the tests look at. */
export interface Running {
  files: MiniPackage
  loader: ModuleLoader
  realm: Realm
  host: WxHost
  diagnostics: Diagnostics
  /** Requests and pictures that are on their way. */
  inFlight(): number
  /** Comes back from the background, entered anew. */
  enter(url: string, scene: number): void
  close(): void
}

function enterOptions(url: string, scene: number): EnterOptions {
  return { ...parseUrl(url), scene, referrerInfo: {} }
}

/** Boots a compiled mini-program: logic layer, view layer, page stack and wx. */
export function boot(options: LaunchOptions): Running {
  const files = openPackage(options.dist)
  const diagnostics = createDiagnostics()
  const view = compileViews(files.root, diagnostics)
  const realm = createRealm(diagnostics)
  const loader = createModuleLoader(files, realm)

  const phone: Phone = {
    storage: options.storage ?? new Map(),
    device: { ...standardDevice, ...options.device },
    network: 'wifi',
    scanResult: options.scanResult ?? null,
    payment: options.payment ?? 'pay',
    modal: options.modal ?? 'confirm',
    phoneNumber: options.phoneNumber ?? 'give',
    loginLabel: options.loginLabel ?? `visitor-${randomBytes(4).toString('hex')}`,
  }
  const screen: ScreenState = {
    toast: null,
    loading: null,
    titles: new Map(),
    badges: new Map(),
    clipboard: '',
    modals: [],
    toasts: [],
    phoneCalls: [],
    noise: { shakes: 0, tones: 0 },
    payments: [],
    documents: [],
  }
  const first = options.path ?? files.routes[0] ?? ''
  const launched = enterOptions(first, options.scene ?? 1001)

  const builtIn = (instance: ComponentInstance) => instanceMethods(instance, realm)
  const images = createImageLoader({
    files,
    diagnostics,
    host: () => host,
    loaded: (element, type, detail) => {
      const page = pageOf(element)
      if (page.rendered && element.connected) dispatch(realm, page, element, type, detail)
    },
  })
  const renderer = createRenderer({
    services: { realm, diagnostics, builtIn },
    view,
    componentFor: (owner, tag) => {
      const path = files.componentPath(owner.path, tag)
      return path === undefined ? undefined : app.definition(path)
    },
    attributesSet: (element, changed) => {
      programSet(element, changed)
      if (element.tag === 'image' && changed.includes('src')) images.load(element)
    },
  })
  const services = { realm, diagnostics, renderer, builtIn }
  const app = createAppService(files, realm, loader, diagnostics, () => stack.pages().map(({ logic }) => logic))
  const stack = createPageStack(files, app, loader, renderer, services)
  const host: WxHost = {
    ...services,
    options,
    phone,
    screen,
    requests: [],
    enter: launched,
    launched,
    stack,
    listeners: new Map(),
    sockets: new Set(),
  }
  realm.global.wx = createWx(host)
  realm.onError((reason) => {
    const message = reason instanceof Error ? `${reason.message}\n${reason.stack ?? ''}` : String(reason)
    emit(host, 'Error', { message })
  })

  app.boot(launched)
  try {
    stack.open('reLaunch', first)
  } catch (reason) {
    diagnostics.fault('exception', `launch ${first}`, reason)
  }
  return {
    files,
    loader,
    realm,
    host,
    diagnostics,
    inFlight: () => images.pending() + host.requests.filter(({ status, error }) => status === null && error === null).length,
    enter: (url, scene) => {
      stack.hide()
      app.callApp('onHide')
      host.enter = enterOptions(url, scene)
      app.callApp('onShow', host.enter)
      emit(host, 'AppShow', host.enter)
      stack.open('reLaunch', url)
    },
    close: () => {
      for (const socket of host.sockets) socket.terminate()
      stack.close()
      realm.close()
    },
  }
}
