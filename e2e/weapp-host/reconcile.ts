import type { RawNode } from './view-compile.ts'
import type { ComponentInstance } from './view-tree.ts'
import { type ElementSpec, type NodeSpec, nodeSpecs, type ViewElement, type ViewNode } from './view-tree.ts'

export interface TreeEvents {
  /** A custom component appears: gives its instance, or null for a native element. */
  createComponent(element: ViewElement): ComponentInstance | null
  updateComponent(component: ComponentInstance): void
  removeComponent(component: ComponentInstance): void
  /** An attribute of a native element was set or changed by the program. */
  attributesSet(element: ViewElement, changed: string[]): void
}

function same(left: unknown, right: unknown): boolean {
  return left === right || (typeof left === 'object' && typeof right === 'object' && JSON.stringify(left) === JSON.stringify(right))
}

/** Brings a list of nodes to what the wxml says now, keeping every element that is still the same one. */
export function reconcile(present: ViewNode[], raw: RawNode[], owner: ComponentInstance, events: TreeEvents): ViewNode[] {
  const reusable = new Map<string, ViewElement[]>()
  for (const node of present) {
    if (node.kind === 'text') continue
    const name = `${node.tag} ${node.key}`
    const queue = reusable.get(name)
    if (queue) queue.push(node)
    else reusable.set(name, [node])
  }
  const next = nodeSpecs(raw).map((spec) => build(spec, reusable, owner, events))
  for (const queue of reusable.values()) for (const element of queue) disconnect(element, events)
  return next
}

function build(spec: NodeSpec, reusable: Map<string, ViewElement[]>, owner: ComponentInstance, events: TreeEvents): ViewNode {
  if ('kind' in spec) return spec
  const element = reusable.get(`${spec.tag} ${spec.key}`)?.shift()
  return element ? update(element, spec, owner, events) : create(spec, owner, events)
}

function create(spec: ElementSpec, owner: ComponentInstance, events: TreeEvents): ViewElement {
  const { children, ...own } = spec
  const element: ViewElement = { kind: 'element', ...own, owner, children: [], component: null, state: {}, connected: true }
  element.children = reconcile([], children, owner, events)
  element.component = events.createComponent(element)
  if (!element.component) events.attributesSet(element, Object.keys(element.attrs))
  return element
}

function update(element: ViewElement, spec: ElementSpec, owner: ComponentInstance, events: TreeEvents): ViewElement {
  const names = new Set([...Object.keys(element.attrs), ...Object.keys(spec.attrs)])
  const changed = [...names].filter((name) => !same(element.attrs[name], spec.attrs[name]))
  element.attrs = spec.attrs
  element.id = spec.id
  element.dataset = spec.dataset
  element.bindings = spec.bindings
  element.children = reconcile(element.children, spec.children, owner, events)
  if (element.component) {
    if (changed.length > 0) events.updateComponent(element.component)
  } else if (changed.length > 0) events.attributesSet(element, changed)
  return element
}

/** Takes an element and everything in it off the page. */
export function disconnect(node: ViewNode, events: TreeEvents): void {
  if (node.kind === 'text') return
  node.connected = false
  if (node.component) {
    for (const child of node.component.root) disconnect(child, events)
    events.removeComponent(node.component)
  }
  for (const child of node.children) disconnect(child, events)
}
