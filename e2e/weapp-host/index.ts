import { isHidden } from './accessible.ts'
import { callPage } from './component-instance.ts'
import type { Fault, PageMeasure } from './diagnostics.ts'
import { dispatch } from './event.ts'
import { boot } from './launch.ts'
import type { AppJson } from './mini-package.ts'
import { afterTap, type ControlServices, isTrue, typeInto } from './native-controls.ts'
import type { LaunchOptions } from './options.ts'
import { type PageView, viewOf, type Words } from './page-view.ts'
import { type DrawOptions, drawScreen, type Layout } from './screenshot.ts'
import { composedPath, type ViewElement } from './view-tree.ts'
import { until } from './waiting.ts'
import type { Phone, RequestRecord, ScreenState } from './wx-api/host.ts'
import { emit } from './wx-api/host.ts'

export type { LaunchOptions }

/** What to tap: an element, or the words or name of the one button, link or text that says it. */
export type Target = ViewElement | Words

export interface WeappApp {
  appJson: AppJson
  routes: string[]
  page(): PageView
  /** Routes from the first page to the top. */
  stack(): string[]
  tap(target: Target, milliseconds?: number): Promise<ViewElement>
  tapTab(text: string): Promise<void>
  /** Types into a field, found by its label, placeholder or the element itself. */
  input(target: Target, text: string, milliseconds?: number): Promise<ViewElement>
  /** Chooses in a <picker>. */
  pick(element: ViewElement, value: unknown): void
  fire(element: ViewElement, type: string, detail?: unknown): void
  waitForText(words: Words, milliseconds?: number): Promise<ViewElement>
  waitForRoute(route: string, milliseconds?: number): Promise<PageView>
  /** Until no request or picture is on its way and nothing has rendered for a moment. */
  settle(milliseconds?: number): Promise<void>
  /** The phone's back button or gesture. */
  back(): Promise<void>
  /** A person scans a mini-program code or opens a link while the program is running. */
  scanInto(pathAndQuery: string, scene?: number): void
  /** Calls a method of the page on top, as its own code would. */
  runInPage(method: string, ...args: unknown[]): unknown
  /** What a module of the program exports. */
  requireModule(file: string): unknown
  /** Behaviour of the phone and its person: what they scan, whether they pay, the network. */
  phone: Phone
  setNetwork(type: Phone['network']): void
  screen: ScreenState
  requests: RequestRecord[]
  faults: Fault[]
  measures: PageMeasure[]
  consoleLines(level: 'log' | 'info' | 'warn' | 'error' | 'debug'): string[]
  /** Draws what stands on the screen to a PNG, by WeChat's own wxss compiler and Chromium, and measures it. */
  screenshot(file: string, draw?: DrawOptions): Promise<Layout>
  close(): void
}

const patience = 5_000

function complain(view: PageView | undefined, wanted: string): string {
  return `${wanted}; page ${view?.route ?? 'none'} says:\n${view?.text() ?? ''}`
}

/** Starts a compiled WeChat mini-program on this machine, as a phone would. */
export function launchWeapp(options: LaunchOptions): WeappApp {
  const { files, loader, realm, host, diagnostics, inFlight, enter, close } = boot(options)
  const { stack, phone, screen, requests } = host
  const top = () => {
    const page = stack.top()
    if (!page) throw new Error(`no page is open; ${diagnostics.faults.map(({ message }) => message).join('; ')}`)
    return page
  }
  const page = () => viewOf(top())
  const controls = (): ControlServices => ({
    realm,
    page: top(),
    loginLabel: phone.loginLabel,
    phoneNumber: phone.phoneNumber,
    navigate: (kind, url) => {
      if (kind === 'navigateBack') stack.back(1)
      else stack.open(kind === 'redirect' ? 'redirectTo' : kind === 'switchTab' || kind === 'reLaunch' ? kind : 'navigateTo', url)
    },
  })
  const usable = (element: ViewElement) => {
    const current = top()
    if (!element.connected) throw new Error(`<${element.tag}> is no longer on the page`)
    const path = composedPath(current.root, element)
    if (isHidden(path)) throw new Error(`<${element.tag}> can't be seen`)
    return path
  }
  const isElement = (target: Target): target is ViewElement => typeof target === 'object' && 'kind' in target
  const find = (target: Target, milliseconds: number, candidates: (view: PageView, words: Words) => ViewElement[]) =>
    isElement(target)
      ? Promise.resolve(target)
      : until(
          () => stack.top() && candidates(page(), target)[0],
          milliseconds,
          () => complain(page(), `nothing says ${String(target)}`),
        )

  const tappable = (view: PageView, words: Words) => [
    ...view.byRole('button', words),
    ...view.byRole('link', words),
    ...view.byLabel(words),
    ...view.byText(words),
  ]
  const fields = (view: PageView, words: Words) => view.byRole('textbox', words)

  return {
    appJson: files.app,
    routes: files.routes,
    page,
    stack: () => stack.pages().map(({ path }) => path),
    tap: async (target, milliseconds = patience) => {
      const element = await find(target, milliseconds, tappable)
      const path = usable(element)
      if (path.some(({ tag, attrs }) => tag === 'button' && isTrue(attrs.disabled))) throw new Error('the button is disabled')
      const services = controls()
      for (const type of ['touchstart', 'touchend', 'tap']) if (element.connected) dispatch(realm, services.page, element, type)
      if (element.connected && stack.top() === services.page) afterTap(element, services)
      await new Promise((resolve) => setImmediate(resolve))
      return element
    },
    tapTab: async (text) => {
      const tab = files.tabs.find((candidate) => candidate.text === text)
      if (!tab) throw new Error(`no tab says ${text}`)
      if (!files.tabs.some(({ route }) => route === top().path)) throw new Error(`${top().path} has no tab bar`)
      stack.open('switchTab', tab.route)
      await new Promise((resolve) => setImmediate(resolve))
    },
    input: async (target, text, milliseconds = patience) => {
      const element = await find(target, milliseconds, fields)
      usable(element)
      typeInto(element, text, controls())
      await new Promise((resolve) => setImmediate(resolve))
      return element
    },
    pick: (element, value) => {
      usable(element)
      if (element.tag !== 'picker') throw new Error(`<${element.tag}> is no picker`)
      dispatch(realm, top(), element, 'change', { value })
    },
    fire: (element, type, detail) => dispatch(realm, top(), element, type, detail),
    waitForText: (words, milliseconds = patience) => find(words, milliseconds, (view, wanted) => view.byText(wanted)),
    waitForRoute: async (route, milliseconds = patience) => {
      await until(
        () => stack.top()?.path === route,
        milliseconds,
        () => complain(page(), `still not on ${route}`),
      )
      return page()
    },
    settle: async (milliseconds = patience) => {
      let calmSince = performance.now()
      let seen = -1
      // Looks count beside the clock: while the app's own script holds the thread, time passes but nothing could be drawn.
      let calmLooks = 0
      await until(
        () => {
          const version = host.renderer.version()
          if (version !== seen || inFlight() > 0) {
            seen = version
            calmSince = performance.now()
            calmLooks = 0
          }
          calmLooks += 1
          return calmLooks > 8 && performance.now() - calmSince > 120
        },
        milliseconds,
        () => complain(page(), 'the page does not come to rest'),
      )
    },
    back: async () => {
      stack.back(1)
      await new Promise((resolve) => setImmediate(resolve))
    },
    scanInto: (pathAndQuery, scene = 1047) => enter(pathAndQuery, scene),
    runInPage: (method, ...args) =>
      callPage(
        top(),
        method,
        args.map((arg) => realm.import(arg)),
        host,
      ),
    requireModule: (file) => loader.load(file),
    phone,
    setNetwork: (type) => {
      phone.network = type
      if (type === 'none') for (const socket of host.sockets) socket.terminate()
      emit(host, 'NetworkStatusChange', { isConnected: type !== 'none', networkType: type })
    },
    screen,
    requests,
    faults: diagnostics.faults,
    measures: diagnostics.pages,
    consoleLines: (level) => diagnostics.console.filter((line) => line.level === level).map(({ text }) => text),
    screenshot: (file, draw) => drawScreen(file, { files, host, page: top() }, draw),
    close,
  }
}
