import { type Clock, formatInstant } from '@minsheng/shared/units/clock'
import { strToU8, zipSync } from 'fflate'
import type { HoldingPart } from '../../../platform/protect/holding.ts'
import type { Links } from '../link.ts'
import { type CopyContent, csvOf, pageOf } from './domain.ts'
import type { CopyDocument, CopyStore } from './store.ts'

const KEPT_MS = 24 * 3_600_000
const TRY_AGAIN_MS = 60_000
const MOST_TRIES = 5

const WHOLE = '这是您向民政部门要的个人资料副本。“我的资料.html”可以用浏览器打开看；“表格”里每类一张；“data.json”给电脑程序读。'
const MASKED = '还没有经过实名核验，居民登记里的姓名、号码和地址只给出一部分。实名核验后可以再要一份完整的。'

interface MakingParts {
  copies: CopyStore
  parts: readonly HoldingPart[]
  links: Pick<Links, 'subjectOf'>
  clock: Clock
}

/** Makes the files that people asked for: a page to read, tables, and JSON, in one zip. */
export function createCopyMaking({ copies, parts, links, clock }: MakingParts) {
  async function contentFor({ accountId, ownerIds }: CopyDocument): Promise<CopyContent> {
    const { subject, state } = await links.subjectOf({ accountId, ownerIds })
    const filled = []
    for (const part of parts) {
      const { key, title, purpose, basis, kept } = part
      filled.push({ key, title, purpose, basis, kept, rows: await part.rows(subject) })
    }
    return {
      madeAt: formatInstant(clock.now()),
      note: state === 'linked' && !subject.proven ? `${WHOLE}${MASKED}` : WHOLE,
      parts: filled,
    }
  }

  function zipOf(content: CopyContent): Buffer {
    const tables = Object.fromEntries(
      content.parts.filter(({ rows }) => rows.length > 0).map((part) => [`表格/${part.title}.csv`, strToU8(csvOf(part.rows))]),
    )
    return Buffer.from(
      zipSync({ '我的资料.html': strToU8(pageOf(content)), 'data.json': strToU8(JSON.stringify(content, null, 2)), ...tables }),
    )
  }

  return async (signal: AbortSignal): Promise<void> => {
    await copies.expire(clock.now())
    while (!signal.aborted) {
      const now = clock.now()
      const copy = await copies.claim(now, new Date(now.getTime() + TRY_AGAIN_MS))
      if (!copy) return
      if (copy.tries > MOST_TRIES) {
        await copies.fail(copy._id)
        continue
      }
      const content = zipOf(await contentFor(copy))
      const readyAt = clock.now()
      await copies.finish(copy._id, content, readyAt, new Date(readyAt.getTime() + KEPT_MS))
    }
  }
}
