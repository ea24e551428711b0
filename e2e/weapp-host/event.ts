import type { Method } from './component-definition.ts'
import type { Realm } from './realm.ts'
import type { ComponentInstance } from './view-tree.ts'
import { type Binding, composedPath, type ViewElement } from './view-tree.ts'

const bubbling = new Set([
  'touchstart',
  'touchmove',
  'touchend',
  'touchcancel',
  'tap',
  'longpress',
  'longtap',
  'transitionend',
  'animationstart',
  'animationiteration',
  'animationend',
])
const touching = new Set(['touchstart', 'touchmove', 'touchend', 'tap', 'longpress'])

export interface EventOptions {
  bubbles?: boolean
  composed?: boolean
  capturePhase?: boolean
}

const place = ({ id, dataset }: ViewElement) => ({ id, offsetLeft: 0, offsetTop: 0, dataset })

/** Fires one event of the native layer or of triggerEvent at an element, the way it travels in WeChat. */
export function dispatch(
  realm: Realm,
  page: ComponentInstance,
  target: ViewElement,
  type: string,
  detail: unknown = {},
  options?: EventOptions,
): void {
  const bubbles = options?.bubbles ?? bubbling.has(type)
  const composed = options?.composed ?? options === undefined
  const capture = options?.capturePhase ?? bubbles
  const path = composedPath(page.root, target).filter((element) => composed || element.owner === target.owner)
  const touches = touching.has(type) ? [{ identifier: 0, pageX: 10, pageY: 10, clientX: 10, clientY: 10 }] : undefined
  let stopped = false
  let mutated = false

  const run = (element: ViewElement, binding: Binding) => {
    if (binding.mode === 'mut' && mutated) return
    if (binding.mode === 'mut') mutated = true
    if (binding.mode === 'catch') stopped = true
    const owner = element.owner
    const handler = owner.logic[binding.handler]
    if (typeof handler !== 'function') {
      realm.guard(`${owner.path} ${binding.type}`, () => {
        throw new Error(`${owner.path} has no method "${binding.handler}" to handle "${binding.type}"`)
      })
      return
    }
    // Seen from a component's own wxml the target is an element of that wxml, never one inside another component.
    const seen = path.find((candidate) => candidate.owner === owner) ?? element
    const event = realm.import({
      type: binding.type,
      timeStamp: Math.round(performance.now()),
      target: place(seen),
      currentTarget: place(element),
      detail,
      mark: {},
      ...(touches ? { touches: type === 'touchend' || type === 'tap' ? [] : touches, changedTouches: touches } : {}),
    })
    realm.guard(`${owner.path} ${binding.type}`, () => (handler as Method).call(owner.logic, event))
  }
  const visit = (element: ViewElement, phase: Binding['phase']) => {
    for (const binding of element.bindings) if (binding.type === type && binding.phase === phase) run(element, binding)
  }
  if (capture) {
    for (const element of [...path].reverse()) {
      visit(element, 'capture')
      if (stopped) return
    }
  }
  for (const element of bubbles ? path : path.slice(0, 1)) {
    visit(element, 'bubble')
    if (stopped) return
  }
}
