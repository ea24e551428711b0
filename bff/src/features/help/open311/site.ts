import { AppError } from '@minsheng/shared/errors'
import { open311 } from '@minsheng/shared/law/open311'
import type { Context, Middleware } from 'koa'
import { readBody } from '../../../platform/http/body.ts'
import { addressKey, createRateLimit } from '../../../platform/http/rate-limit.ts'
import type { Log } from '../../../platform/log/index.ts'
import { asJson, asXml, GeoRefusal, type Part } from './answer.ts'
import type { GeoDesk } from './desk.ts'
import type { ApiKeyRow, ApiKeys } from './keys.ts'

const PREFIX = '/open311/v2/'
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'
const FORM = { kind: 'raw', contentTypes: ['application/x-www-form-urlencoded'], maxBytes: 64 * 1024 } as const
const types = { xml: 'text/xml', json: 'application/json' } as const

interface Parts {
  desk: GeoDesk
  keys: ApiKeys
  /** Where the whole is reached from outside. */
  publicBaseUrl: string
  production: boolean
  log: Log
}

interface Answer {
  /** Of the XML. */
  root: string
  part: Part
  status?: 201
}
type Given = Readonly<Record<string, string | undefined>>

/** Every attribute of the form or the query, the last of each name. */
const givenIn = (text: string): Given => Object.fromEntries(new URLSearchParams(text))

/** Open311 GeoReport v2, with FixMyStreet's updates, in XML and JSON. */
export function open311Site({ desk, keys, publicBaseUrl, production, log }: Parts): Middleware {
  const reads = createRateLimit(open311.readsAMinute, 60)
  const posts = createRateLimit(open311.postsAnHour, 3_600)
  const base = `${publicBaseUrl}${PREFIX.slice(0, -1)}`

  const discovery = (): Part => ({
    changeset: open311.changeset,
    contact: '上城区民政局，电话 12345',
    key_service: '向上城区民政局申请接口密钥，电话 12345',
    endpoints: {
      item: 'endpoint',
      list: [
        {
          specification: SPECIFICATION,
          url: base,
          changeset: open311.changeset,
          type: production ? 'production' : 'test',
          formats: { item: 'format', list: Object.values(types) },
        },
      ],
    },
  })

  /** @throws GeoRefusal 403 */
  async function holderOf(given: Given): Promise<ApiKeyRow> {
    const holder = given.api_key ? await keys.holder(given.api_key) : null
    if (!holder) throw new GeoRefusal(403, given.api_key ? 'api_key not valid' : 'api_key required')
    await posts.spend(holder._id)
    return holder
  }

  async function read(path: string, given: Given): Promise<Answer> {
    if (path === 'discovery') return { root: 'discovery', part: discovery() }
    if (path === 'services') return { root: 'services', part: desk.services() }
    if (path === 'requests') return { root: 'service_requests', part: await desk.requests(given) }
    if (path === 'servicerequestupdates') return { root: 'service_requests_updates', part: await desk.updates(given) }
    const [, what, id = ''] = /^(services|requests|tokens)\/([A-Za-z0-9_-]{1,64})$/.exec(path) ?? []
    if (what === 'services') return { root: 'service_definition', part: desk.definition(id) }
    if (what === 'requests') return { root: 'service_requests', part: await desk.request(id) }
    if (what === 'tokens') return { root: 'service_requests', part: await desk.token(id) }
    throw new GeoRefusal(404, 'not found')
  }
  async function write(path: string, given: Given): Promise<Answer> {
    if (path === 'requests') return { root: 'service_requests', part: await desk.file(given, await holderOf(given)), status: 201 }
    if (path === 'servicerequestupdates')
      return { root: 'service_request_updates', part: await desk.update(given, await holderOf(given)), status: 201 }
    throw new GeoRefusal(404, 'not found')
  }
  async function answerTo(context: Context, path: string): Promise<Answer> {
    await reads.spend(addressKey(context.ip))
    const query = givenIn(context.querystring)
    const isPost = context.method === 'POST'
    const given = isPost ? { ...query, ...givenIn(String(await readBody(context.req, FORM))) } : query
    if (given.jurisdiction_id && given.jurisdiction_id !== open311.jurisdiction) throw new GeoRefusal(404, 'jurisdiction_id not found')
    if (isPost) return write(path, given)
    if (context.method === 'GET' || context.method === 'HEAD') return read(path, given)
    throw new GeoRefusal(405, 'GET or POST')
  }
  function refusalOf(error: unknown, context: Context): GeoRefusal {
    if (error instanceof GeoRefusal) return error
    if (error instanceof AppError && error.status < 500) {
      if (error.retryAfterSeconds !== undefined) context.set('Retry-After', String(error.retryAfterSeconds))
      return new GeoRefusal(error.status, error.message)
    }
    log.error({ err: error }, 'open311 failed')
    return new GeoRefusal(500, 'internal error, try again later')
  }

  return async (context, next) => {
    if (!context.path.startsWith(PREFIX)) return next()
    const [, path = '', ending] = /^(.*?)(?:\.(xml|json))?$/.exec(context.path.slice(PREFIX.length)) ?? []
    const format = ending === 'json' ? 'json' : 'xml'
    context.set('Cache-Control', 'no-store')
    let answer: Answer
    try {
      if (!ending) throw new GeoRefusal(404, 'ask for .xml or .json')
      answer = await answerTo(context, path)
      context.status = answer.status ?? 200
    } catch (error) {
      const { status, errors } = refusalOf(error, context)
      if (!context.req.complete) {
        // An unread body would hang the connection; the rest of it is dropped.
        context.set('Connection', 'close')
        context.req.resume()
      }
      context.status = status
      answer = { root: 'errors', part: { item: 'error', list: errors.map((one) => ({ ...one })) } }
    }
    context.type = `${types[format]}; charset=utf-8`
    context.body = format === 'json' ? asJson(answer.part) : asXml(answer.root, answer.part)
  }
}
