import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Clock } from '@minsheng/shared/units/clock'
import type { WechatPort } from '../../../../ports/wechat.ts'
import type { FigureStore } from './store.ts'

/** The page a scanned mini-program code opens. */
const GIVING_PAGE = 'packages/donation/giving/index'
/** Wide enough for 80 mm at 300 to the inch. */
const WIDTH_PX = 960

export interface Figure {
  bytes: Buffer
  type: 'png' | 'jpeg'
}

export type CodeFigures = ReturnType<typeof createCodeFigures>

/** Mini-program codes, each asked of WeChat once: what a scene looks like never changes. */
export function createCodeFigures({ store, wechat, clock }: { store: FigureStore; wechat: WechatPort; clock: Clock }) {
  const asking = new Map<string, Promise<Figure>>()
  const typeOf = (contentType: string) => (contentType.includes('png') ? ('png' as const) : ('jpeg' as const))

  async function find(id: string, scene: string): Promise<Figure> {
    const kept = await store.get(id)
    if (kept) return { bytes: await buffer(store.read(id)), type: typeOf(kept.contentType) }
    const { bytes, contentType } = await wechat.codeImage(scene, GIVING_PAGE, WIDTH_PX)
    await store.put({ _id: id, contentType, createdAt: clock.now() }, bytes)
    return { bytes, type: typeOf(contentType) }
  }

  return {
    /** @throws AppError `upstream_unavailable`, saying what WeChat refused and what to do */
    of(scene: string): Promise<Figure> {
      const id = createHash('sha256').update(`${wechat.codeVersion}|${GIVING_PAGE}|${WIDTH_PX}|${scene}`).digest('base64url')
      const running = asking.get(id)
      if (running) return running
      const work = find(id, scene).finally(() => asking.delete(id))
      asking.set(id, work)
      return work
    },
  }
}
