import type { Definition, Method } from './component-definition.ts'
import { type Data, getAtPath, setAtPath } from './data-path.ts'
import type { Diagnostics, PageMeasure } from './diagnostics.ts'
import type { Realm } from './realm.ts'
import type { ComponentInstance, ViewElement } from './view-tree.ts'

export interface Renderer {
  requestRender(instance: ComponentInstance): void
  /** After everything asked for is on the screen. */
  afterRender(callback: () => void): void
  /** Counts renders, so that a waiter knows when to look again. */
  version(): number
}

export interface InstanceServices {
  realm: Realm
  diagnostics: Diagnostics
  renderer: Renderer
  /** The methods that every page and component has from WeChat beside setData. */
  builtIn(instance: ComponentInstance): Data
}

let instances = 0

function matches(observed: string, changed: string): boolean {
  const path = observed.replace(/\.?\*\*$/, '')
  const plain = changed.replace(/\.?\[(\d+)\]/g, '[$1]')
  return (
    observed === '**' ||
    plain === path ||
    plain.startsWith(`${path}.`) ||
    plain.startsWith(`${path}[`) ||
    path.startsWith(`${plain}.`) ||
    path.startsWith(`${plain}[`)
  )
}

function runObservers(instance: ComponentInstance, changed: string[], { realm }: InstanceServices): void {
  for (const { paths, run } of instance.definition.observers) {
    if (!paths.some((path) => changed.some((key) => matches(path, key)))) continue
    const values = paths.map((path) => (path === '**' ? instance.data : getAtPath(instance.data, path.replace(/\.?\*\*$/, ''))))
    realm.guard(`${instance.path} observer ${paths.join(',')}`, () => run.call(instance.logic, ...values))
  }
}

function setData(instance: ComponentInstance, patch: unknown, callback: unknown, services: InstanceServices): void {
  const { realm, renderer } = services
  if (typeof patch !== 'object' || patch === null) throw new TypeError('setData: first argument must be an object')
  const bytes = Buffer.byteLength(JSON.stringify(patch))
  instance.page.setDataCount += 1
  instance.page.largestSetDataBytes = Math.max(instance.page.largestSetDataBytes, bytes)
  if (instance.host === null) instance.page.firstSetDataBytes ||= bytes
  const changed = Object.entries(patch).filter(([, value]) => value !== undefined)
  for (const [path, value] of changed) setAtPath(instance.data, path, realm.import(value))
  runObservers(
    instance,
    changed.map(([path]) => path),
    services,
  )
  if (typeof callback === 'function')
    renderer.afterRender(() => realm.guard('setData callback', () => (callback as Method).call(instance.logic)))
  renderer.requestRender(instance)
}

function createInstance(
  definition: Definition,
  host: ViewElement | null,
  page: PageMeasure,
  services: InstanceServices,
): ComponentInstance {
  const { realm } = services
  const data = realm.import(definition.data)
  const logic = realm.import<Data>({})
  const instance: ComponentInstance = {
    definition,
    path: definition.path,
    logic,
    data,
    host,
    root: [],
    page,
    rendered: false,
    attached: false,
  }
  const own = {
    is: definition.path,
    __wxExparserNodeId__: `node-${++instances}`,
    setData: (patch: unknown, callback: unknown) => setData(instance, patch, callback, services),
  }
  Object.assign(logic, realm.import(services.builtIn(instance)), definition.methods, realm.import(own), { data })
  return instance
}

/** A component at its place: its properties are what the element's attributes say. */
export function createComponentInstance(definition: Definition, host: ViewElement, services: InstanceServices): ComponentInstance {
  const instance = createInstance(definition, host, host.owner.page, services)
  for (const [name, { value }] of Object.entries(definition.properties)) instance.data[name] = services.realm.import(value)
  instance.logic.properties = instance.data
  instance.logic.id = host.id
  instance.logic.dataset = services.realm.import(host.dataset)
  applyProperties(instance, services)
  return instance
}

/** Takes over changed properties; the component's observers hear of them once it is attached. */
export function applyProperties(instance: ComponentInstance, services: InstanceServices): void {
  const { realm } = services
  const changed: string[] = []
  for (const [name, property] of Object.entries(instance.definition.properties)) {
    const given = instance.host?.attrs[name]
    if (given === undefined) continue
    const before = instance.data[name]
    if (before === given || JSON.stringify(before) === JSON.stringify(given)) continue
    instance.data[name] = realm.import(given)
    changed.push(name)
    if (property.observer && instance.attached) {
      const observer = property.observer
      realm.guard(`${instance.path} property ${name}`, () => observer.call(instance.logic, instance.data[name], before))
    }
  }
  if (changed.length > 0) runObservers(instance, changed, services)
}

export function runLifetime(instance: ComponentInstance, name: string, { realm }: InstanceServices): void {
  for (const run of instance.definition.lifetimes[name] ?? []) realm.guard(`${instance.path} ${name}`, () => run.call(instance.logic))
}

let pageIds = 0

/** A page about to open; `onLoad` comes next. */
export function createPageInstance(definition: Definition, options: Record<string, string>, services: InstanceServices): ComponentInstance {
  const measure: PageMeasure = { route: definition.path, setDataCount: 0, firstSetDataBytes: 0, largestSetDataBytes: 0 }
  services.diagnostics.pages.push(measure)
  const instance = createInstance(definition, null, measure, services)
  const id = ++pageIds
  for (const [name, { value }] of Object.entries(definition.properties)) instance.data[name] = services.realm.import(options[name] ?? value)
  Object.assign(instance.logic, {
    route: definition.path,
    __route__: definition.path,
    __wxWebviewId__: id,
    options: services.realm.import(options),
    renderer: 'webview',
    getPageId: () => `pageId:${id}`,
  })
  return instance
}

/** Calls a page's method by name, when it has one. */
export function callPage(instance: ComponentInstance, name: string, args: unknown[], { realm }: InstanceServices): unknown {
  const method = instance.logic[name]
  return typeof method === 'function'
    ? realm.guard(`${instance.path} ${name}`, () => (method as Method).apply(instance.logic, args))
    : undefined
}
