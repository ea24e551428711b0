import type { OpenLine } from './line'
import type { Watched } from './watched'

/** In Alipay nobody is called or sent: nothing to follow there. */
export const openLineTo =
  (_: Watched): OpenLine =>
  () =>
  () => {}
