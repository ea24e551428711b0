import type { Middleware } from 'koa'

const GIVING_PAGE = '/packages/donation/giving/index'

/** A printed 公益码 opened in a browser goes to the giving page with the whole link; the page has it checked. */
export function printedLinks(): Middleware {
  return async (context, next) => {
    if ((context.method !== 'GET' && context.method !== 'HEAD') || !context.path.startsWith('/g/')) return next()
    context.redirect(`${GIVING_PAGE}?q=${encodeURIComponent(context.href)}`)
  }
}
