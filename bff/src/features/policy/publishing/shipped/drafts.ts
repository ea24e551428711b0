import { builtInPublications } from '@minsheng/shared/policy/catalogue/publications'
import type { Published } from '@minsheng/shared/policy/publishing/content'
import { canonicalText } from '@minsheng/shared/units/canonical-text'
import type { Clock } from '@minsheng/shared/units/clock'
import { derivedId } from '../../../../platform/crypto/id.ts'
import { openForOf, SYSTEM, titleIn } from '../domain.ts'
import type { PublicationStore } from '../store.ts'
import { shippedChanges } from './domain.ts'

const WHY = '随软件更新：新版软件自带的内容和已经公布的不一样，请核对后公布或放弃'

/**
 * Puts what a release ships otherwise among the drafts, each once: what was published is changed by nobody, the product included.
 * What was given up is not offered again; where the bureau is writing on the same, it waits until that is over.
 * @returns how many were put
 */
export async function offerShipped(
  store: Pick<PublicationStore, 'after' | 'draft' | 'insertDraft'>,
  clock: Clock,
  shipped: readonly Published[] = builtInPublications(),
): Promise<number> {
  let offered = 0
  for (const { kind, key, builtIn, content } of shippedChanges(await store.after(0), shipped)) {
    const shippedContent = shipped.find((one) => `${one.kind}.${one.key}.${one.number}` === builtIn)?.content
    const _id = derivedId('pdr', `built-in|${builtIn}|${canonicalText(JSON.parse(JSON.stringify(shippedContent)))}`)
    if (await store.draft(_id)) continue
    const openFor = openForOf(kind, key, content)
    const at = clock.now()
    const made = await store.insertDraft({
      _id,
      kind,
      key,
      ...(openFor ? { openFor } : {}),
      title: titleIn(content, '择高'),
      content: JSON.stringify(content),
      why: WHY,
      state: 'draft',
      author: SYSTEM,
      writers: [SYSTEM],
      submittedBy: null,
      reviewedBy: null,
      note: null,
      publishedNumber: null,
      builtIn,
      createdAt: at,
      updatedAt: at,
      rev: 0,
    })
    if (made) offered += 1
  }
  return offered
}
