import { goTab, pages } from '../navigate'

const tabs = [pages.home, pages.services, pages.messages, pages.me]

/** The router's tab bar as a browser and a screen reader expect it: a navigation of links, the present one marked. */
function dress(bar: Element) {
  bar.setAttribute('role', 'navigation')
  bar.setAttribute('aria-label', '主要页面')
  for (const [index, link] of [...bar.querySelectorAll<HTMLAnchorElement>('a')].entries()) {
    // The router's own `javascript:` address is refused by our content security policy.
    const address = tabs[index]
    if (address && link.getAttribute('href') !== address) link.href = address
    // The number alone says nothing to who hears it.
    const unread = link.querySelector('.taro-tabbar-badge')?.textContent
    if (unread) link.setAttribute('aria-label', `${link.querySelector('p')?.textContent ?? ''}，${unread} 条没看`)
    else link.removeAttribute('aria-label')
    if (link.classList.contains('weui-bar__item_on')) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

const led = new WeakSet<Element>()

/** A touch goes our way, not the router's: ours says so when the page can't be fetched. */
function lead(bar: Element) {
  if (led.has(bar)) return
  led.add(bar)
  const onClick = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const address = link && tabs[[...bar.querySelectorAll('a')].indexOf(link)]
    if (!address) return
    event.preventDefault()
    event.stopPropagation()
    goTab(address)
  }
  bar.addEventListener('click', onClick, { capture: true })
}

/** Keeps the tab bar so, whenever the router draws it anew. */
export function watchTabBar() {
  const look = () => {
    const bar = document.querySelector('taro-tabbar')
    if (!bar) return
    dress(bar)
    lead(bar)
  }
  new MutationObserver(look).observe(document.body, {
    childList: true,
    characterData: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['class'],
  })
  look()
}
