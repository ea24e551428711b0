const pressEvents = new Set(['click', 'tap', 'touchstart', 'touchend', 'mousedown', 'pointerdown'])
const listening = new WeakSet<EventTarget>()

const listen = EventTarget.prototype.addEventListener
EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof listen>) {
  if (pressEvents.has(args[0])) listening.add(this)
  listen.apply(this, args)
}

/** An element as a short piece of markup, to find it again. */
export function briefly(element: Element): string {
  const opening = element.outerHTML.replace(/>.*$/s, '>').slice(0, 120)
  return `${opening} ${(element.textContent ?? '').trim().slice(0, 24)}`
}

/** React keeps a handler beside the element and listens at the root. */
function hasReactHandler(element: Element): boolean {
  return Object.entries(element).some(
    ([key, props]: [string, unknown]) =>
      key.startsWith('__reactProps$') &&
      typeof props === 'object' &&
      props !== null &&
      'onClick' in props &&
      typeof props.onClick === 'function',
  )
}

const native = 'a[href], button, input, select, textarea, summary, [role=button], [role=link], [role=checkbox], [role=radio], [role=tab]'

/** Where the page is mounted: frameworks listen there for everything below. */
const holdsAPage = (element: Element) => element.querySelector('.ms-page') !== null || element.matches('html, body')
/** A web component hears its own parts; the parts are what a person presses. */
const isHostOfParts = (element: Element) => element.localName.startsWith('taro-') && element.querySelector(native) !== null

function showsHand(element: Element): boolean {
  const parent = element.parentElement
  return getComputedStyle(element).cursor === 'pointer' && (parent === null || getComputedStyle(parent).cursor !== 'pointer')
}

export function isShown(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
}

function isPressable(element: HTMLElement): boolean {
  if (holdsAPage(element) || isHostOfParts(element)) return false
  if (element.matches(':disabled, [role=dialog]')) return false
  return (
    element.matches(native) ||
    element.hasAttribute('tabindex') ||
    element.onclick !== null ||
    listening.has(element) ||
    hasReactHandler(element) ||
    showsHand(element)
  )
}

/** Everything on the screen that a person can press, whatever it is made of. */
export function pressables(): HTMLElement[] {
  return [...document.body.querySelectorAll<HTMLElement>('*')].filter((element) => isShown(element) && isPressable(element))
}
