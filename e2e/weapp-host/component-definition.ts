import type { Data } from './data-path.ts'

export type Method = (this: unknown, ...args: unknown[]) => unknown
export type Config = Record<string, unknown>

export interface PropertyDefinition {
  type: unknown
  value: unknown
  observer: Method | undefined
}

/** What Page(), Component() and Behavior() registered, with behaviours merged in. */
export interface Definition {
  path: string
  kind: 'page' | 'component'
  data: Data
  properties: Record<string, PropertyDefinition>
  methods: Record<string, unknown>
  lifetimes: Record<string, Method[]>
  pageLifetimes: Record<string, Method[]>
  observers: { paths: string[]; run: Method }[]
  virtualHost: boolean
}

const lifetimeNames = ['created', 'attached', 'ready', 'moved', 'detached', 'error']
const componentKeys = new Set([
  ...lifetimeNames,
  'data',
  'properties',
  'methods',
  'lifetimes',
  'pageLifetimes',
  'observers',
  'behaviors',
  'options',
  'externalClasses',
  'relations',
  'definitionFilter',
  'export',
])

const isObject = (value: unknown): value is Data => typeof value === 'object' && value !== null
const isMethod = (value: unknown): value is Method => typeof value === 'function'

function propertyOf(declared: unknown): PropertyDefinition {
  const full = isObject(declared) ? declared : { type: declared }
  const name = typeof full.type === 'function' ? full.type.name : ''
  const zero = { String: '', Number: 0, Boolean: false, Array: [] }[name]
  return { type: full.type, value: full.value ?? zero ?? null, observer: isMethod(full.observer) ? full.observer : undefined }
}

const behaviors = new WeakMap<object, Config>()

/** Behavior() answers an opaque object that `behaviors: [...]` takes. */
export function registerBehavior(config: Config): object {
  const token = { behavior: true }
  behaviors.set(token, config)
  return token
}

function addTo(lists: Record<string, Method[]>, name: string, run: Method): void {
  lists[name] = [...(lists[name] ?? []), run]
}

function mergeInto(definition: Definition, config: Config): void {
  for (const token of Array.isArray(config.behaviors) ? (config.behaviors as unknown[]) : []) {
    const behavior = isObject(token) ? behaviors.get(token) : undefined
    if (behavior) mergeInto(definition, behavior)
  }
  if (isObject(config.data)) Object.assign(definition.data, config.data)
  for (const [name, declared] of Object.entries(isObject(config.properties) ? config.properties : {}))
    definition.properties[name] = propertyOf(declared)
  Object.assign(definition.methods, isObject(config.methods) ? config.methods : {})
  const lifetimes = isObject(config.lifetimes) ? config.lifetimes : {}
  for (const name of lifetimeNames) {
    const run = lifetimes[name] ?? (definition.kind === 'component' ? config[name] : undefined)
    if (isMethod(run)) addTo(definition.lifetimes, name, run)
  }
  for (const [name, run] of Object.entries(isObject(config.pageLifetimes) ? config.pageLifetimes : {})) {
    if (isMethod(run)) addTo(definition.pageLifetimes, name, run)
  }
  for (const [paths, run] of Object.entries(isObject(config.observers) ? config.observers : {})) {
    if (isMethod(run)) definition.observers.push({ paths: paths.split(',').map((part) => part.trim()), run })
  }
  if (isObject(config.options) && config.options.virtualHost === true) definition.virtualHost = true
  if (definition.kind === 'page') {
    for (const [name, value] of Object.entries(config)) if (!componentKeys.has(name)) definition.methods[name] = value
  }
}

export function define(kind: Definition['kind'], path: string, config: Config): Definition {
  const definition: Definition = {
    path,
    kind,
    data: {},
    properties: {},
    methods: {},
    lifetimes: {},
    pageLifetimes: {},
    observers: [],
    virtualHost: false,
  }
  mergeInto(definition, config)
  return definition
}
