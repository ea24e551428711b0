import type { Definition } from './component-definition.ts'
import type { Data } from './data-path.ts'
import type { PageMeasure } from './diagnostics.ts'
import type { RawElement, RawNode } from './view-compile.ts'

/** One `bindtap="eh"` as written in wxml. */
export interface Binding {
  type: string
  handler: string
  phase: 'bubble' | 'capture'
  /** `catch` ends the event here; `mut` runs only when no other `mut-bind` ran. */
  mode: 'bind' | 'catch' | 'mut'
}

/** An element of the running page. A test holds on to it; after a re-render it is the same object while the element is the same. */
export interface ViewElement {
  kind: 'element'
  tag: string
  key: string
  id: string
  attrs: Data
  dataset: Data
  bindings: Binding[]
  /** The page or component whose wxml wrote this element; its methods are the handlers. */
  owner: ComponentInstance
  children: ViewNode[]
  /** Set when the element is a custom component: its own content hangs there. */
  component: ComponentInstance | null
  /** What the person did to a native control since the program last set it. */
  state: { value?: unknown; checked?: boolean }
  connected: boolean
}
export interface ViewText {
  kind: 'text'
  text: string
  key: string
}
export type ViewNode = ViewElement | ViewText

/** A live page or component: `logic` is the `this` of its methods, `root` its own content on the screen. */
export interface ComponentInstance {
  definition: Definition
  path: string
  logic: Data
  data: Data
  /** The element that stands for it in its user's wxml; null for a page. */
  host: ViewElement | null
  root: ViewNode[]
  page: PageMeasure
  rendered: boolean
  attached: boolean
}

export interface ElementSpec {
  tag: string
  key: string
  id: string
  attrs: Data
  dataset: Data
  bindings: Binding[]
  children: RawNode[]
}
export type NodeSpec = ElementSpec | ViewText

const bindingName = /^(capture-)?(bind|catch|mut-bind):?(.+)$/

// dataset keys follow WeChat: all lower case, then `-x` becomes `X`.
function datasetKey(name: string): string {
  return name
    .slice('data-'.length)
    .toLowerCase()
    .replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

function elementSpec(raw: RawElement, key: string): ElementSpec {
  const spec: ElementSpec = {
    tag: raw.tag.replace(/^wx-/, ''),
    key,
    id: '',
    attrs: {},
    dataset: {},
    bindings: [],
    children: raw.children ?? [],
  }
  for (const [name, value] of Object.entries(raw.attr ?? {})) {
    const binding = bindingName.exec(name)
    if (binding?.[2] && binding[3]) {
      if (typeof value === 'string' && value) {
        const mode = binding[2] === 'mut-bind' ? 'mut' : binding[2] === 'catch' ? 'catch' : 'bind'
        spec.bindings.push({ type: binding[3], handler: value, phase: binding[1] ? 'capture' : 'bubble', mode })
      }
    } else if (name.startsWith('data-')) spec.dataset[datasetKey(name)] = value
    else if (name === 'id') spec.id = value === undefined || value === null ? '' : String(value)
    else spec.attrs[name] = value
  }
  return spec
}

/** The children of a compiled element with the groups opened; the key of a group passes to what it holds. */
export function nodeSpecs(children: RawNode[], prefix = ''): NodeSpec[] {
  return children.flatMap((child): NodeSpec[] => {
    if (typeof child !== 'object') return [{ kind: 'text', text: String(child), key: prefix }]
    if (child.tag !== 'virtual') return [elementSpec(child, prefix)]
    return nodeSpecs(child.children ?? [], child.wxKey === undefined ? prefix : `${prefix}/${child.wxKey}`)
  })
}

/** What is really on the screen below an element: a component's own content, and in its slots what its user put between the tags. */
export function composedChildren(element: ViewElement): ViewNode[] {
  if (element.component) return element.component.root
  if (element.tag === 'slot' && element.owner.host) {
    const name = String(element.attrs.name ?? '')
    return element.owner.host.children.filter((child) => (child.kind === 'text' ? '' : String(child.attrs.slot ?? '')) === name)
  }
  return element.children
}

/** Depth first, over the composed tree. */
export function* walk(nodes: ViewNode[]): Generator<ViewElement> {
  for (const node of nodes) {
    if (node.kind === 'text') continue
    yield node
    yield* walk(composedChildren(node))
  }
}

/** From the element up to the page: the way an event takes. */
export function composedPath(roots: ViewNode[], target: ViewElement): ViewElement[] {
  const search = (nodes: ViewNode[]): ViewElement[] | undefined => {
    for (const node of nodes) {
      if (node.kind === 'text') continue
      if (node === target) return [node]
      const below = search(composedChildren(node))
      if (below) return [...below, node]
    }
    return undefined
  }
  const path = search(roots)
  if (!path) throw new Error(`<${target.tag}> is no longer on the page`)
  return path
}
