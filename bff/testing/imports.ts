import type { ImportDetail, ImportKind } from '@minsheng/shared/contracts/people'
import { key, type SignedIn } from './actors.ts'
import type { TestApp } from './app.ts'
import { until } from './wait.ts'

/** Runs what waits, as the worker process would. */
export const workImports = (test: TestApp, signal = new AbortController().signal) => test.app.people.workImports(signal)

/** Until it is done, by us or by the worker of the app itself. */
async function worked(test: TestApp, clerk: SignedIn, importId: string): Promise<ImportDetail> {
  await workImports(test)
  return until(
    () => clerk.call('getImport', { params: { importId } }),
    ({ state }) => state !== 'checking' && state !== 'accepting' && state !== 'undoing',
  )
}

/** Uploads a file and lets it be looked at. */
export async function uploaded(
  test: TestApp,
  clerk: SignedIn,
  kind: ImportKind,
  content: Uint8Array | string,
  query: { filename?: string } = {},
): Promise<ImportDetail> {
  const { id } = await clerk.call('uploadImport', {
    query: { kind, filename: query.filename ?? '名单.csv' },
    body: typeof content === 'string' ? Buffer.from(content) : content,
    contentType: 'application/octet-stream',
    idempotencyKey: key(),
  })
  return worked(test, clerk, id)
}

/** Takes it in, whole or in part, and lets that be done. */
export async function accepted(test: TestApp, clerk: SignedIn, { id, rev }: ImportDetail, take: 'all' | 'good_rows' = 'all') {
  await clerk.call('acceptImport', { params: { importId: id }, body: { rev, take } })
  return worked(test, clerk, id)
}

/** Takes it back. */
export async function undone(test: TestApp, clerk: SignedIn, { id, rev }: ImportDetail) {
  await clerk.call('undoImport', { params: { importId: id }, body: { rev, why: '导错了文件' } })
  return worked(test, clerk, id)
}

// Encoders of GB18030 are rare, so a table of the decoder is turned round.
const gbOf = new Map<string, [number, number]>()
/** Text as GBK, as office programs of many years write it. */
export function gbk(text: string): Buffer {
  if (gbOf.size === 0) {
    const decoder = new TextDecoder('gbk')
    for (let high = 0x81; high <= 0xfe; high += 1)
      for (let low = 0x40; low <= 0xfe; low += 1) gbOf.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  }
  return Buffer.from(
    [...text].flatMap((character) => (character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : (gbOf.get(character) ?? [0x3f]))),
  )
}
