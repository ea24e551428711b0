import { matchesSelector } from '../selector.ts'
import type { ComponentInstance } from '../view-tree.ts'
import { type ViewElement, walk } from '../view-tree.ts'
import type { WxHost } from './host.ts'

interface Rect {
  left: number
  top: number
  right: number
  bottom: number
  width: number
  height: number
}

const lineHeight = 24

/** No layout runs here: every element is taken as a full-width block under the one before it, which is enough for code that only needs an order and a non-zero size. */
function approximateRect(elements: ViewElement[], element: ViewElement, windowWidth: number): Rect {
  const top = elements.indexOf(element) * lineHeight
  return { left: 0, top, right: windowWidth, bottom: top + lineHeight, width: windowWidth, height: lineHeight }
}

type Ask = (elements: ViewElement[]) => unknown

export function selectorQueryApi(host: WxHost): Record<string, unknown> {
  const { realm } = host
  const scope = (instance: ComponentInstance | undefined): ViewElement[] => (instance ? [...walk(instance.root)] : [])

  const createSelectorQuery = () => {
    const asks: Ask[] = []
    let within: ComponentInstance | undefined
    const query = {
      in: (component: unknown) => {
        within = component === undefined ? undefined : host.stack.top()
        return query
      },
      select: (selector: string) => nodes((all) => all.filter((element) => matchesSelector(element, selector)).slice(0, 1), true),
      selectAll: (selector: string) => nodes((all) => all.filter((element) => matchesSelector(element, selector)), false),
      selectViewport: () => nodes(() => [], true),
      exec: (callback?: (results: unknown[]) => void) => {
        host.renderer.afterRender(() => {
          const elements = scope(within ?? host.stack.top())
          const results = realm.import(asks.map((ask) => ask(elements)))
          if (typeof callback === 'function') realm.guard('selectorQuery', () => callback(results))
        })
        return query
      },
    }
    const nodes = (pick: (all: ViewElement[]) => ViewElement[], single: boolean) => {
      const ask = (describe: (element: ViewElement | null, all: ViewElement[]) => unknown) => (callback?: (result: unknown) => void) => {
        asks.push((all) => {
          const picked = pick(all)
          const result = single ? describe(picked[0] ?? null, all) : picked.map((element) => describe(element, all))
          if (typeof callback === 'function') realm.guard('selectorQuery', () => callback(realm.import(result)))
          return result
        })
        return query
      }
      const base = (element: ViewElement) => ({ id: element.id, dataset: element.dataset })
      return {
        boundingClientRect: ask(
          (element, all) => element && { ...base(element), ...approximateRect(all, element, host.phone.device.windowWidth) },
        ),
        scrollOffset: ask((element) => ({
          ...(element ? base(element) : { id: '', dataset: {} }),
          scrollLeft: 0,
          scrollTop: 0,
          scrollWidth: host.phone.device.windowWidth,
          scrollHeight: host.phone.device.windowHeight,
        })),
        fields: (wanted: Record<string, unknown>, callback?: (result: unknown) => void) =>
          ask((element, all) => {
            if (!element) return null
            const rect = approximateRect(all, element, host.phone.device.windowWidth)
            const names = Array.isArray(wanted.properties) ? (wanted.properties as unknown[]).map(String) : []
            return {
              ...(wanted.id ? { id: element.id } : {}),
              ...(wanted.dataset ? { dataset: element.dataset } : {}),
              ...(wanted.rect ? { left: rect.left, top: rect.top, right: rect.right, bottom: rect.bottom } : {}),
              ...(wanted.size ? { width: rect.width, height: rect.height } : {}),
              ...(wanted.scrollOffset ? { scrollLeft: 0, scrollTop: 0 } : {}),
              ...Object.fromEntries(names.map((name) => [name, element.attrs[name]])),
            }
          })(callback),
        node: ask(() => null),
        context: ask(() => null),
      }
    }
    return query
  }

  const createIntersectionObserver = () => {
    let connected = true
    const observer = {
      relativeTo: () => observer,
      relativeToViewport: () => observer,
      observe: (selector: string, callback: (event: unknown) => void) => {
        host.renderer.afterRender(() => {
          const elements = scope(host.stack.top())
          const element = elements.find((candidate) => matchesSelector(candidate, selector))
          if (!element || !connected) return
          const rect = approximateRect(elements, element, host.phone.device.windowWidth)
          realm.guard('intersectionObserver', () =>
            callback(
              realm.import({
                id: element.id,
                dataset: element.dataset,
                intersectionRatio: 1,
                intersectionRect: rect,
                boundingClientRect: rect,
                relativeRect: rect,
                time: Date.now(),
              }),
            ),
          )
        })
      },
      disconnect: () => {
        connected = false
      },
    }
    return observer
  }
  return { createSelectorQuery, createIntersectionObserver }
}
