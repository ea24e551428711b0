import { expect, test } from 'vitest'
import { guestH5, key } from '../../../../testing/actors.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { helpRetention } from '../retention.ts'

const { app, called } = helpGround()

test('what was added to a call goes with it when its time is over, the bytes too; what belongs to another call stays', async () => {
  const add = async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const body = Buffer.from('OggS a voice')
    const shown = await me.call('addHelpVoice', {
      params: { callId },
      query: { seconds: 3 },
      body,
      contentType: 'audio/ogg',
      idempotencyKey: key(),
    })
    return { callId, fileId: shown.files[0]?.id ?? 'none' }
  }
  const [old, young] = [await add(), await add()]
  const { db } = app()
  const long = new Date('2001-01-01')
  await db
    .collection<{ _id: string }>('help_calls')
    .updateOne({ _id: old.callId }, { $set: { state: 'closed', resolvedAt: long, nextAt: null } as never })
  const [part] = helpRetention(db)
  expect(await part?.count(new Date())).toBe(1)
  expect(await part?.end(new Date(), 10)).toBe(1)
  const rows = await db.collection<{ _id: string }>('help_files').find({}).toArray()
  const bytes = await db.collection<{ _id: never; filename: string }>('help_file_bytes.files').find({}).toArray()
  expect([rows.map(({ _id }) => _id), bytes.map(({ filename }) => filename)]).toEqual([[young.fileId], [young.fileId]])
  expect(await db.collection('help_file_bytes.chunks').countDocuments({})).toBe(1)
})
