import type { CallCategory } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import { open311 } from '@minsheng/shared/law/open311'
import type { Clock } from '@minsheng/shared/units/clock'
import type { Visitor } from '../../../platform/auth/actor.ts'
import { newId } from '../../../platform/crypto/id.ts'
import type { CallStore } from '../call/store.ts'
import type { OwnCalls } from '../own/desk.ts'
import { GeoRefusal, type List, type Part } from './answer.ts'
import { serviceOf, services } from './domain.ts'
import type { ApiKeyRow } from './keys.ts'
import { presentRequest, presentUpdates } from './present.ts'
import { type RequestQuery, requestQueryOf } from './query.ts'

type Given = Readonly<Record<string, string | undefined>>

interface Parts {
  calls: CallStore
  own: OwnCalls
  placeNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

const publicCodes = services.map(({ service_code }) => service_code)
const requestsOf = (list: readonly Part[]): List => ({ item: 'request', list })
const KEY_PREFIX = 'o3k_'
/** Whose requests they are: each has an account of its own, which begins with the key. */
const accountOf = (keyId: string) => `${keyId}_${newId('req')}`
const visitorOf = (accountId: string): Visitor => ({
  kind: 'visitor',
  accountId,
  sessionId: accountId,
  channel: 'h5',
  ownerIds: [accountId],
  wechatAccountId: null,
})

/** @throws GeoRefusal when it is given and no number, or one of the two is missing */
function placeIn({ lat, long }: Given) {
  if (!lat && !long) return null
  const place = { lat: Number(lat), lng: Number(long), accuracyM: 20, datum: 'wgs84' as const }
  const isPlace = lat && long && Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180
  if (!isPlace) throw new GeoRefusal(400, 'lat and long should both be degrees in WGS 84')
  return place
}

/** Everything that is missing at once. @throws GeoRefusal */
function checked(given: Given) {
  const service = serviceOf(given.service_code)
  if (!given.service_code) throw new GeoRefusal(400, 'service_code required')
  if (!service) throw new GeoRefusal(404, 'service_code not found')
  const place = placeIn(given)
  const missing = [
    ...(place || given.address_string ? [] : ['lat and long, or address_string required']),
    ...service.attributes.filter(({ code, required }) => required && !given[`attribute[${code}]`]).map(({ code }) => `${code} required`),
  ]
  if (missing.length > 0) throw new GeoRefusal(400, ...missing)
  const answers = service.attributes.map(({ code, description, values }) => {
    const found = values.find(({ key }) => key === given[`attribute[${code}]`])
    if (!found) throw new GeoRefusal(400, `${code} should be one of ${values.map(({ key }) => key).join(', ')}`)
    return `${description}：${found.name}`
  })
  const contact = [[given.last_name, given.first_name].filter(Boolean).join(''), given.phone, given.email].filter(Boolean).join('，')
  const words = [
    ...answers,
    given.description,
    given.address_string && `地址：${given.address_string}`,
    contact && `联系：${contact}`,
  ].filter(Boolean)
  const text = words.join('；')
  if (text.length > open311.wordsMost) throw new GeoRefusal(400, `description: at most ${open311.wordsMost} characters`)
  return { category: service.service_code as CallCategory, place, words: text }
}

export type GeoDesk = ReturnType<typeof createGeoDesk>

/** What other systems may file and anybody may read of what is asked for in public. */
export function createGeoDesk({ calls, own, placeNames, clock }: Parts) {
  async function found({ ids, codes, from, until, statuses }: RequestQuery) {
    const wanted = codes ? publicCodes.filter((code) => codes.includes(code)) : publicCodes
    const open = statuses.length === 2 ? null : statuses[0] === 'open'
    return calls.openly({ ids, codes: wanted, from, until, open }, open311.mostRows)
  }
  async function present(rows: Awaited<ReturnType<typeof found>>): Promise<List> {
    const names = await placeNames([...new Set(rows.flatMap(({ path }) => path))])
    return requestsOf(rows.map((call) => presentRequest(call, (placeId) => names.get(placeId ?? '') ?? null)))
  }
  const one = async (id: string) =>
    (await calls.openly({ ids: [id], codes: publicCodes, from: new Date(0), until: clock.now(), open: null }, 1))[0]

  return {
    services: (): List => ({
      item: 'service',
      list: services.map(({ attributes, ...service }) => ({
        service_code: service.service_code,
        service_name: service.service_name,
        description: service.description,
        metadata: attributes.length > 0,
        type: 'realtime',
        keywords: service.keywords,
        group: service.group,
      })),
    }),
    definition(code: string): Part {
      const service = serviceOf(code)
      if (!service) throw new GeoRefusal(404, 'service_code not found')
      const attributes = service.attributes.map(({ values, ...rest }) => ({
        ...rest,
        values: { item: 'value', list: values.map(({ key, name }) => ({ key, name })) },
      }))
      return { service_code: service.service_code, attributes: { item: 'attribute', list: attributes } }
    },
    async requests(given: Given): Promise<List> {
      return present(await found(requestQueryOf(given, clock.now())))
    },
    async request(id: string): Promise<List> {
      const call = await one(id)
      if (!call) throw new GeoRefusal(404, 'service_request_id not found')
      return present([call])
    },
    /** Requests have their number at once: a token is that number, of what was filed here. */
    async token(token: string): Promise<List> {
      const call = token.startsWith('hlp_') ? await calls.call(token) : null
      if (!call?.accountId.startsWith(KEY_PREFIX)) throw new GeoRefusal(404, 'token not found')
      return requestsOf([{ service_request_id: call._id, token }])
    },
    async file(given: Given, { _id }: ApiKeyRow): Promise<List> {
      const { category, place, words } = checked(given)
      const visitor = visitorOf(accountOf(_id))
      const made = await own.press(visitor, { category, place, pressedAt: null }, `${visitor.accountId}|file`)
      const call = words === '' ? made : await own.add(made, visitor, { words, category: null })
      return requestsOf([{ service_request_id: call._id, service_notice: call.dossier.notices.join('；') || null, account_id: null }])
    },
    async updates(given: Given): Promise<List> {
      const query = requestQueryOf(
        { start_date: given.start_date, end_date: given.end_date, service_request_id: given.service_request_id },
        clock.now(),
      )
      // What was asked for earlier may have changed within it.
      const earliest = new Date(query.from.getTime() - open311.mostDays * 86_400_000)
      const rows = await found({ ...query, from: query.ids ? query.from : earliest })
      const updates = rows
        .flatMap(presentUpdates)
        .filter(({ at }) => at >= query.from && at <= query.until)
        .sort((one, other) => one.at.getTime() - other.at.getTime())
        .slice(0, open311.mostRows)
      return { item: 'request_update', list: updates.map(({ part }) => part) }
    },
    /** Something new about a request that came with the same key. */
    async update(given: Given, { _id }: ApiKeyRow): Promise<List> {
      const missing = ['service_request_id', 'update_id', 'description'].filter((name) => !given[name]).map((name) => `${name} required`)
      if (missing.length > 0) throw new GeoRefusal(400, ...missing)
      const words = given.description ?? ''
      if (words.length > open311.wordsMost) throw new GeoRefusal(400, `description: at most ${open311.wordsMost} characters`)
      const call = await calls.call(given.service_request_id ?? '')
      if (!call?.accountId.startsWith(`${_id}_`)) throw new GeoRefusal(404, 'service_request_id not found')
      try {
        await own.add(call, visitorOf(call.accountId), { words, category: null })
      } catch (error) {
        if (error instanceof AppError && error.code === 'wrong_state') throw new GeoRefusal(400, 'the request is closed')
        throw error
      }
      return { item: 'request_update', list: [{ update_id: given.update_id ?? null }] }
    },
  }
}
