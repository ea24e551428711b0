import type { Data } from './data-path.ts'
import { dispatch, type EventOptions } from './event.ts'
import type { Realm } from './realm.ts'
import { matchesSelector } from './selector.ts'
import type { ComponentInstance } from './view-tree.ts'
import { type ViewElement, walk } from './view-tree.ts'

export function pageOf(element: ViewElement): ComponentInstance {
  let owner = element.owner
  while (owner.host) owner = owner.host.owner
  return owner
}

/** What `this` offers in a page or component beside its own methods and setData. */
export function instanceMethods(instance: ComponentInstance, realm: Realm): Data {
  // Only elements of this wxml itself are found, never those inside another component.
  const own = (selector: string) =>
    [...walk(instance.root)].filter((element) => element.owner === instance && element.component && matchesSelector(element, selector))
  const wx = () => realm.global.wx as Record<string, (...args: unknown[]) => { in?(component: unknown): unknown }>
  return {
    triggerEvent: (type: string, detail: unknown, options: EventOptions = {}) => {
      const host = instance.host
      if (host?.connected)
        dispatch(realm, pageOf(host), host, type, detail ?? {}, { bubbles: options.bubbles ?? false, composed: options.composed ?? false })
    },
    selectComponent: (selector: string) => own(selector)[0]?.component?.logic ?? null,
    selectAllComponents: (selector: string) => own(selector).map(({ component }) => component?.logic),
    selectOwnerComponent: () => instance.host?.owner.logic ?? null,
    createSelectorQuery: () => wx().createSelectorQuery?.().in?.(instance.logic),
    createIntersectionObserver: () => wx().createIntersectionObserver?.(),
    groupSetData: (run: unknown) => typeof run === 'function' && run(),
    hasBehavior: () => false,
  }
}
