import { pages } from '../navigate'

const tabs = [pages.home, pages.services, pages.messages, pages.me]

/** The router's tab bar as a browser and a screen reader expect it: a navigation of links, the present one marked. */
function dress(bar: Element) {
  bar.setAttribute('role', 'navigation')
  bar.setAttribute('aria-label', '主要页面')
  for (const [index, link] of [...bar.querySelectorAll<HTMLAnchorElement>('a')].entries()) {
    // The router's own `javascript:` address is refused by our content security policy; it listens to the click anyway.
    const address = tabs[index]
    if (address && link.getAttribute('href') !== address) {
      link.href = address
      link.addEventListener('click', (event) => event.preventDefault())
    }
    if (link.classList.contains('weui-bar__item_on')) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

/** Keeps the tab bar so, whenever the router draws it anew. */
export function watchTabBar() {
  const look = () => {
    const bar = document.querySelector('taro-tabbar')
    if (bar) dress(bar)
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] })
  look()
}
