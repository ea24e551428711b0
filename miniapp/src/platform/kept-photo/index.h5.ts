import { newKey } from '../idempotency'
import { warn } from '../log'
import type { KeptFile } from './kept'

const STORE = 'photos'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('kept-photos', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE)
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

/** One step on the store, done when it is on the disk. */
async function step<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = db.transaction(STORE, mode)
      const request = work(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
      transaction.onerror = () => reject(transaction.error)
    })
  } finally {
    db.close()
  }
}

/** Puts a photo down on this phone until there is a network; null when the phone has no room. */
export async function keepPhoto(photo: KeptFile): Promise<string | null> {
  const ref = `photo-${newKey()}`
  try {
    await step('readwrite', (store) => store.put(photo, ref))
    return ref
  } catch (error) {
    warn('keep photo', error)
    return null
  }
}

/** The photo again; null when the phone has it no more. */
export async function keptPhoto(ref: string): Promise<KeptFile | null> {
  const found = await step('readonly', (store) => store.get(ref) as IDBRequest<KeptFile | undefined>).catch((error: unknown) => {
    warn('kept photo', error)
    return undefined
  })
  return found ?? null
}

export async function dropPhoto(ref: string): Promise<void> {
  await step('readwrite', (store) => store.delete(ref)).catch((error: unknown) => warn('drop photo', error))
}
