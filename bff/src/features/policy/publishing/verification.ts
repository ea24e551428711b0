import type { Database } from '../../../platform/db/index.ts'
import { type Damage, damagesIn } from './domain.ts'
import { createPublicationStore } from './store.ts'

/** Looks at everything that was published, from the first to the last; for a command beside the running product. */
export async function checkPublications(db: Database): Promise<{ published: number; head: string; damages: readonly Damage[] }> {
  const all = await createPublicationStore(db).after(0)
  return { published: all.length, head: all.at(-1)?.hash ?? 'none', damages: damagesIn(all) }
}
