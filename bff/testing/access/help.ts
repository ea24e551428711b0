import type { helpContract } from '@minsheng/shared/contracts/help'
import { helpTermsOn } from '@minsheng/shared/law/help'
import { addDays } from '@minsheng/shared/units/calendar'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { key } from '../actors.ts'
import { paperPhoto } from '../applications.ts'
import { IN_FIRST_GRID } from '../help.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

const helpTerms = helpTermsOn('2026-01-01').classes

/** 一键呼: one call in the first grid, put back to how it was before every try. */
export function helpRows({ app, grid, visitor }: World): Rows<typeof helpContract> {
  const calls = app.db.collection<{ _id: string; rev: number }>('help_calls')
  const body = { category: 'repair' as const, place: IN_FIRST_GRID, pressedAt: null }
  const path = [grid.district, grid.streets[0], grid.communities[0], grid.grids[0]]
  let made: Promise<string> | null = null
  /** Nobody was told of it, no clock of it runs, and it is nobody's yet. */
  async function inState(state: string, more: object = {}) {
    made ??= visitor.call('pressHelp', { body, idempotencyKey: key() }).then(({ id }) => id)
    const callId = await made
    const bare = {
      told: [],
      assigneeId: null,
      handoverTo: null,
      owesFeedback: false,
      nextAt: null,
      clocks: [],
      rating: null,
      owesCallback: false,
    }
    await calls.updateOne({ _id: callId }, { $set: { ...bare, state, rev: 0, path, ...more } })
    return { callId }
  }
  /** Whoever has not taken it is told so. */
  const untaken = (rest: object) => ({
    send: async () => ({ params: await inState('acked'), body: { rev: 0, ...rest } }),
    done: 409,
  })
  const photo = async () => ({ body: await paperPhoto(), contentType: 'image/jpeg' })
  /** With a file that whoever called added. */
  async function withFile() {
    const params = await inState('dispatched')
    const shown = await visitor.call('addHelpPhoto', { params, ...(await photo()), idempotencyKey: `file-of-${params.callId}` })
    return { params: { ...(await inState('dispatched')), fileId: shown.files[0]?.id ?? 'none' } }
  }
  async function issued() {
    const keyId = `o3k_${key()}`
    const row = { hash: keyId, name: '某某系统', issuedBy: 'stf_1', createdAt: new Date(), usedAt: null, withdrawnAt: null }
    await app.db.collection<{ _id: string }>('open311_keys').insertOne({ _id: keyId, ...row } as never)
    return keyId
  }
  const terms = { p0: { ...helpTerms.p0 }, p1: { ...helpTerms.p1 }, p2: { ...helpTerms.p2 }, p3: { ...helpTerms.p3 } } as never
  const proposal = () => ({
    from: addDays(shanghaiDate(app.clock.now()), 30),
    classes: terms,
    source: { title: '一键呼时限通知', number: null, article: null },
    illustrative: false,
    reason: '按新的通知',
  })
  async function proposed() {
    const termsId = `hts_${key()}`
    const row = {
      ...proposal(),
      state: 'proposed',
      proposedBy: 'stf_1',
      proposedAt: new Date(),
      decidedBy: null,
      decidedAt: null,
      decision: null,
    }
    await app.db.collection<{ _id: string }>('help_terms').insertOne({ _id: termsId, ...row, rev: 0 } as never)
    return { termsId }
  }
  return {
    proposeHelpTerms: async () => ({ body: proposal() }),
    decideHelpTerms: async () => ({ params: await proposed(), body: { rev: 0, agree: false, why: '还要再议' } }),
    addHelpPhoto: async () => ({ params: await inState('dispatched'), ...(await photo()) }),
    addHelpVoice: async () => ({
      params: await inState('dispatched'),
      query: { seconds: 3 },
      body: Buffer.from('ID3 a voice'),
      contentType: 'audio/mpeg',
    }),
    getHelpFile: withFile,
    getDeskHelpFile: withFile,
    addWorkPhoto: {
      send: async () => ({ params: await inState('acked'), query: { when: 'before' }, ...(await photo()) }),
      done: 409,
    },
    issueApiKey: async () => ({ body: { name: '某某系统' } }),
    withdrawApiKey: async () => ({ params: { keyId: await issued() } }),
    pressHelp: async () => ({ body }),
    getHelpCall: async () => ({ params: await inState('dispatched') }),
    watchHelpCall: async () => ({ params: await inState('dispatched'), query: { seconds: 1 } }),
    openHelpLine: async () => ({ params: await inState('dispatched') }),
    cancelHelp: async () => ({ params: await inState('dispatched') }),
    addToHelp: async () => ({ params: await inState('dispatched'), body: { words: '在阳台', category: null } }),
    rateHelp: async () => ({ params: await inState('resolved'), body: { rev: 0, solved: true, stars: 5, words: null } }),
    watchHelpCalls: async () => ({ query: { seconds: 1 } }),
    getDeskCall: async () => ({ params: await inState('dispatched') }),
    acknowledgeHelp: async () => ({ params: await inState('dispatched'), body: { rev: 0 } }),
    refuseHelp: untaken({ why: '去不了' }),
    setOutHelp: untaken({}),
    arriveHelp: untaken({}),
    lowerHelp: untaken({ urgency: 'p3', why: '只是问路' }),
    reportHelp: async () => ({ body: { category: 'fall', words: '隔壁老人摔倒了', address: '演示苑1幢101室', place: null } }),
    transferHelp: untaken({ to: '120', reference: null, why: '昏迷' }),
    feedbackHelp: async () => ({ params: await inState('transferred', { owesFeedback: true }), body: { rev: 0, result: '已送医院' } }),
    markRiskyHelp: async () => ({ params: await inState('dispatched', { isRisky: false }), body: { rev: 0, why: '有人持刀' } }),
    checkInHelp: untaken({ isSafe: true }),
    mergeHelp: { send: async () => ({ params: await inState('dispatched'), body: { rev: 0, into: 'hlp_missing' } }), done: 400 },
    unmergeHelp: {
      send: async () => ({ params: await inState('dispatched'), body: { rev: 0, source: 'hlp_missing', why: '两家人' } }),
      done: 400,
    },
    listColleagues: async () => ({ params: await inState('dispatched') }),
    handOverHelp: untaken({ to: 'stf_nobody', why: '换班了' }),
    keepHelp: untaken({}),
    takeOverHelp: untaken({}),
    turnDownHelp: untaken({ why: '在另一个现场' }),
    resolveHelp: untaken({ result: '办好了' }),
    readCallerPhone: async () => ({ params: await inState('dispatched') }),
    startDuty: async () => ({ body: { location: 'declined', textVersion: 'duty-1' } }),
    endDuty: async () => ({ body: { keep: true } }),
    // Off duty, or with no consent given, no place is taken.
    tellPlace: { send: async () => ({ body: { place: IN_FIRST_GRID } }), done: 409 },
    callBackHelp: async () => ({ params: await inState('cancelled', { owesCallback: true }), body: { rev: 0, result: '人没事' } }),
  }
}
