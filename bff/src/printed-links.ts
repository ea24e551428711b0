import type { Middleware } from 'koa'

const GIVING_PAGE = '/packages/donation/giving/index'
const INVITE_PAGE = '/packages/patrol/invite/index'
const VERIFY_PAGE = '/packages/donation/receipt/verify/index'

/**
 * Links on paper, opened in a browser: a 公益码 goes to the giving page with the whole link, which the page has checked;
 * an invitation to patrol goes to the page that accepts it; a receipt's link goes to the page that has number and check code looked up.
 */
export function printedLinks(): Middleware {
  return async (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next()
    if (context.path.startsWith('/g/')) return context.redirect(`${GIVING_PAGE}?q=${encodeURIComponent(context.href)}`)
    const token = /^\/p\/([A-Za-z0-9_.-]{1,80})$/.exec(context.path)?.[1]
    if (token) return context.redirect(`${INVITE_PAGE}?t=${token}`)
    const number = /^\/r\/([A-Za-z0-9-]{1,40})$/.exec(context.path)?.[1]
    if (!number) return next()
    const check = typeof context.query.c === 'string' ? context.query.c : ''
    context.redirect(`${VERIFY_PAGE}?n=${number}&c=${encodeURIComponent(check)}`)
  }
}
