import type { Definition } from './component-definition.ts'
import { applyProperties, createComponentInstance, type InstanceServices, type Renderer, runLifetime } from './component-instance.ts'
import { disconnect, reconcile, type TreeEvents } from './reconcile.ts'
import type { RenderView } from './view-compile.ts'
import type { ComponentInstance, ViewElement } from './view-tree.ts'

export interface ViewRenderer extends Renderer {
  mount(instance: ComponentInstance): void
  unmount(instance: ComponentInstance): void
}

export interface RendererInput {
  services: Omit<InstanceServices, 'renderer'>
  view: RenderView
  /** The component that a tag names in the wxml of `owner`; its code is loaded when first used. */
  componentFor(owner: ComponentInstance, tag: string): Definition | undefined
  attributesSet(element: ViewElement, changed: string[]): void
}

/** Renders what setData touched: in WeChat as here the tree follows at once, the callback comes later. */
export function createRenderer({ services: base, view, componentFor, attributesSet }: RendererInput): ViewRenderer {
  const dirty = new Set<ComponentInstance>()
  const callbacks: (() => void)[] = []
  let rendering = false
  let version = 0

  const renderer: ViewRenderer = {
    requestRender: (instance) => {
      if (!instance.rendered) return
      dirty.add(instance)
      flush()
    },
    afterRender: (callback) => {
      callbacks.push(callback)
      setImmediate(() => {
        for (const run of callbacks.splice(0)) run()
      })
    },
    mount: (instance) => {
      instance.rendered = true
      dirty.add(instance)
      flush()
    },
    unmount: (instance) => {
      for (const node of instance.root) disconnect(node, events)
      instance.root = []
      instance.rendered = false
      dirty.delete(instance)
    },
    version: () => version,
  }
  const services: InstanceServices = { ...base, renderer }

  const events: TreeEvents = {
    createComponent: (element) => {
      const definition = componentFor(element.owner, element.tag)
      if (!definition) return null
      const component = createComponentInstance(definition, element, services)
      element.component = component
      runLifetime(component, 'created', services)
      component.attached = true
      runLifetime(component, 'attached', services)
      component.rendered = true
      render(component)
      renderer.afterRender(() => component.host?.connected && runLifetime(component, 'ready', services))
      return component
    },
    updateComponent: (component) => {
      applyProperties(component, services)
      render(component)
    },
    removeComponent: (component) => {
      component.rendered = false
      dirty.delete(component)
      runLifetime(component, 'detached', services)
    },
    attributesSet,
  }

  function render(instance: ComponentInstance): void {
    dirty.delete(instance)
    try {
      const raw = view(`${instance.path}.wxml`, JSON.stringify(instance.data))
      instance.root = reconcile(instance.root, raw.children ?? [], instance, events)
    } catch (reason) {
      base.diagnostics.fault('view', `render ${instance.path}`, reason)
    }
  }
  function flush(): void {
    if (rendering) return
    rendering = true
    let rounds = 0
    while (dirty.size > 0) {
      if (++rounds > 1000) {
        base.diagnostics.fault('view', 'render', 'setData calls itself without end')
        dirty.clear()
      }
      for (const instance of [...dirty]) if (dirty.has(instance)) render(instance)
    }
    rendering = false
    version += 1
  }
  return renderer
}
