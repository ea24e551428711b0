import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { guestH5, key, type SignedIn, staff } from '../../../../testing/actors.ts'
import { send } from '../../../../testing/app.ts'
import { paperPhoto } from '../../../../testing/applications.ts'
import { helpGround } from '../../../../testing/help-ground.ts'
import { registeredResident } from '../../../../testing/known.ts'

const { app, clock, grid, desk, called, fire, press, seenBy, kept } = helpGround()

const voice = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(2_000, 7)])
const addPhoto = async (me: SignedIn, callId: string, idempotencyKey = key()) =>
  me.call('addHelpPhoto', { params: { callId }, body: await paperPhoto(), contentType: 'image/jpeg', idempotencyKey })
const addVoice = (me: SignedIn, callId: string, body: Uint8Array = voice, idempotencyKey = key()) =>
  me.call('addHelpVoice', { params: { callId }, query: { seconds: 12 }, body, contentType: 'audio/ogg', idempotencyKey })
const takenBy = async (callId: string) =>
  desk().worker.call('acknowledgeHelp', { params: { callId }, body: { rev: (await seenBy(desk().worker, callId)).rev } })
const looksOn = (action: string) => app().db.collection<{ action: string }>('audit_log').countDocuments({ action })

describe('what is added after pressing', () => {
  test('a voice and a photo reach whoever goes, sealed on the way, and each look is on record', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const before = (await kept(callId))?.history.length ?? 0
    await addVoice(me, callId)
    const mine = await addPhoto(me, callId)
    expect(mine.files).toMatchObject([
      { kind: 'voice', seconds: 12 },
      { kind: 'photo', seconds: null },
    ])
    expect((await kept(callId))?.history.length).toBe(before + 2)
    const seen = await seenBy(desk().worker, callId)
    expect(seen.files).toMatchObject([
      { of: 'caller', kind: 'voice' },
      { of: 'caller', kind: 'photo' },
    ])
    const [heard, shown] = seen.files
    const looks = await looksOn('help.look')
    const sound = await desk().worker.call('getDeskHelpFile', { params: { callId, fileId: heard?.id ?? '' } })
    expect(Buffer.from(sound)).toEqual(voice)
    const picture = Buffer.from(await desk().worker.call('getDeskHelpFile', { params: { callId, fileId: shown?.id ?? '' } }))
    // Drawn anew: nothing of where it was taken is left.
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg' })
    expect((await sharp(picture).metadata()).exif).toBeUndefined()
    expect(await looksOn('help.look')).toBe(looks + 2)
    const chunks = await app().db.collection<{ _id: never; data: { buffer: Buffer } }>('help_file_bytes.chunks').find({}).toArray()
    expect(chunks.some(({ data }) => Buffer.from(data.buffer).includes('OggS'))).toBe(false)
    expect(Buffer.from(await me.call('getHelpFile', { params: { callId, fileId: heard?.id ?? '' } }))).toEqual(voice)
  })

  test('sent twice it is there once; of those that come at once no more are kept than there may be', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const once = key()
    await addVoice(me, callId, voice, once)
    expect((await addVoice(me, callId, voice, once)).files).toHaveLength(1)
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => addVoice(me, callId)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect((await me.call('getHelpCall', { params: { callId } })).files).toHaveLength(6)
    await expect(addVoice(me, callId)).rejects.toMatchObject({ code: 'wrong_state', message: expect.stringContaining('最多 6 段录音') })
    // What was not taken leaves no bytes behind.
    const rows = app().db.collection<{ _id: string; callId: string }>('help_files')
    const names = (await app().db.collection<{ _id: never; filename: string }>('help_file_bytes.files').find({}).toArray()).map(
      ({ filename }) => filename,
    )
    expect(names.sort()).toEqual((await rows.find({}).toArray()).map(({ _id }) => _id).sort())
  })

  test('neither somebody else nor a worker elsewhere hears or sees it', async () => {
    const [me, other] = [await guestH5(app()), await guestH5(app())]
    const elsewhere = await staff(app(), ['grid_worker'], null, [grid().grids[3]])
    const { callId } = await called(me)
    const fileId = (await addVoice(me, callId)).files[0]?.id ?? ''
    await expect(other.call('getHelpFile', { params: { callId, fileId } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(addVoice(other, callId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(elsewhere.call('getDeskHelpFile', { params: { callId, fileId } })).rejects.toMatchObject({ code: 'not_found' })
    const [theirs] = [await called(other)]
    await expect(other.call('getHelpFile', { params: { callId: theirs.callId, fileId } })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('what can’t be used is said, and the call stands', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const params = { callId }
    await expect(addVoice(me, callId, Buffer.from('<script>alert(1)</script>'))).rejects.toMatchObject({
      code: 'unsupported_media_type',
      message: expect.stringContaining('再录一次'),
    })
    const body = Buffer.from('no photo at all')
    await expect(me.call('addHelpPhoto', { params, body, contentType: 'image/jpeg', idempotencyKey: key() })).rejects.toMatchObject({
      code: 'unsupported_media_type',
      message: expect.stringContaining('换一张'),
    })
    await expect(
      me.call('addHelpVoice', { params, query: { seconds: 61 }, body: voice, contentType: 'audio/ogg', idempotencyKey: key() }),
    ).rejects.toMatchObject({ issues: [{ path: 'query.seconds', message: '录音最长 60 秒' }] })
    const words = '<script>alert("在三楼")</script> {{7*7}} $where'
    const told = await me.call('addToHelp', { params, body: { words, category: null }, idempotencyKey: key() })
    expect(told.said.at(-1)?.words).toBe(words)
    expect(told.state).toBe('dispatched')
  })

  test('a voice of 100 MB is turned away before it is read, and the call stands', async () => {
    const me = await guestH5(app())
    const { callId } = await called(me)
    const answer = await send(app().url, {
      method: 'POST',
      url: `/api/v1/help-calls/${callId}/voices?seconds=60`,
      headers: { Authorization: `Bearer ${me.token}`, 'Content-Type': 'audio/ogg', 'Idempotency-Key': key() },
      body: Buffer.alloc(100 * 1024 * 1024),
    }).catch((error: unknown) => error)
    // The answer may come while the phone still sends, which breaks the line.
    if (!(answer instanceof Error)) expect(answer).toMatchObject({ status: 413 })
    expect(await me.call('getHelpCall', { params: { callId } })).toMatchObject({ state: 'dispatched', files: [] })
  })

  test('a category that ended yesterday, a place nowhere and a phone in 1970: told, and the call is made', async () => {
    const me = await guestH5(app())
    const made = await me.call('pressHelp', {
      body: {
        category: 'snow_shovelling',
        place: { lat: 0, lng: 0, accuracyM: 10, datum: 'wgs84' },
        pressedAt: '1970-01-01T00:00:00.000Z',
      },
      idempotencyKey: key(),
    })
    expect(made).toMatchObject({ state: 'countdown', urgency: 'p0', category: null })
    expect(made.notices).toEqual(expect.arrayContaining([expect.stringContaining('类别已经没有了'), expect.stringContaining('时间不对')]))
  })

  test('said to a report that goes with another, it reaches whoever sees to that one, and nobody else who told the same', async () => {
    const steward = await staff(app(), ['data_steward'], null, [grid().district])
    const { me, record } = await registeredResident(app(), steward, grid(), { flat: 0 })
    const { residentId } = record
    const alarm = { deviceId: `bed-${residentId}`, seq: 1, at: clock.now(), residentId, category: 'fall' as const, words: '离床后没有回来' }
    const wholeId = await app().app.help.raiseFromDevice(alarm)
    await fire()
    const { id } = await press(me, { place: null })
    clock.advance(5_000)
    await fire()
    expect((await addVoice(me, id)).files).toHaveLength(1)
    const { files } = await seenBy(desk().worker, wholeId)
    expect(files).toMatchObject([{ of: 'caller', kind: 'voice' }])
    const params = { callId: wholeId, fileId: files[0]?.id ?? '' }
    expect(Buffer.from(await desk().worker.call('getDeskHelpFile', { params }))).toEqual(voice)
    await expect((await guestH5(app())).call('getHelpFile', { params })).rejects.toMatchObject({ code: 'not_found' })
    await expect(me.call('getHelpFile', { params })).rejects.toMatchObject({ code: 'not_found' })
    expect(Buffer.from(await me.call('getHelpFile', { params: { callId: id, fileId: params.fileId } }))).toEqual(voice)
  })

  test('what is over takes nothing more', async () => {
    const me = await guestH5(app())
    const { id } = await press(me)
    await me.call('cancelHelp', { params: { callId: id } })
    await expect(addVoice(me, id)).rejects.toMatchObject({ code: 'wrong_state' })
    await expect(addPhoto(me, id)).rejects.toMatchObject({ code: 'wrong_state' })
  })
})

test('whoever took it shows how it was and is, later too; nobody else does, and who called does not see it', async () => {
  const me = await guestH5(app())
  const { callId } = await called(me)
  const photograph = async (who: SignedIn, when: 'before' | 'after', takenAt?: string) =>
    who.call('addWorkPhoto', {
      params: { callId },
      query: { when, ...(takenAt ? { takenAt } : {}) },
      body: await paperPhoto(),
      contentType: 'image/jpeg',
      idempotencyKey: key(),
    })
  await expect(photograph(desk().worker, 'before')).rejects.toMatchObject({ code: 'wrong_state' })
  await takenBy(callId)
  await expect(photograph(desk().community, 'before')).rejects.toMatchObject({ code: 'wrong_state' })
  await photograph(desk().worker, 'before')
  const shown = await photograph(desk().worker, 'after', new Date(clock.now().getTime() - 600_000).toISOString())
  expect(shown.files).toMatchObject([{ of: 'before' }, { of: 'after', by: '测试人员' }])
  expect(shown.may.photograph).toBe(true)
  expect(shown.steps.at(-1)).toMatchObject({ deed: 'photograph', why: expect.stringContaining('没有网络') })
  const mine = await me.call('getHelpCall', { params: { callId } })
  expect(mine.files).toEqual([])
  await expect(me.call('getHelpFile', { params: { callId, fileId: shown.files[0]?.id ?? '' } })).rejects.toMatchObject({
    code: 'not_found',
  })
})
