import type { Middleware } from 'koa'

const GIVING_PAGE = '/packages/donation/giving/index'
const VERIFY_PAGE = '/packages/donation/receipt/verify/index'

/**
 * Links on paper, opened in a browser: a 公益码 goes to the giving page with the whole link, which the page has checked;
 * a receipt's link goes to the page that has number and check code looked up.
 */
export function printedLinks(): Middleware {
  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next()
    if (context.path.startsWith('/g/')) return context.redirect(`${GIVING_PAGE}?q=${encodeURIComponent(context.href)}`)
    const number = /^\/r\/([A-Za-z0-9-]{1,40})$/.exec(context.path)?.[1]
    if (!number) return next()
    const check = typeof context.query.c === 'string' ? context.query.c : ''
    context.redirect(`${VERIFY_PAGE}?n=${number}&c=${encodeURIComponent(check)}`)
  }
}
