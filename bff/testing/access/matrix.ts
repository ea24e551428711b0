import type { Grant } from '@minsheng/shared/access/grant'
import { grants } from '@minsheng/shared/access/index'
import { fillPath } from '@minsheng/shared/client'
import { allContracts, type OperationName } from '@minsheng/shared/contracts/index'
import { key } from '../actors.ts'
import { send } from '../app.ts'
import type { Person, World } from './world.ts'

/** What an operation is tried with. */
export interface Sent {
  query?: Record<string, unknown>
  params?: Record<string, string>
  body?: unknown
  /** Of a body that is bytes. */
  contentType?: string
}

/** How one operation is tried: with what, and what else besides its usual answers is right. */
export interface Row {
  /** Something of the own scope, new for every try that changes it. */
  send: () => Promise<Sent>
  /** What whoever is in the wrong scope is answered; usually 403 or 404. */
  refused?: readonly number[]
  /** What those who may are answered, where the thing's state says no; usually the operation's own status. */
  done?: number
}

/** Rows of one feature. An operation without one is tried with no input at all. */
export type Rows<C> = { readonly [N in keyof C]?: Row | Row['send'] }

export type Verdict = 'may' | 'wrong role' | 'not theirs' | 'signed out'

/** What this person may expect of an operation with a thing of the own scope in it. */
export function verdict(grant: Grant, person: Pick<Person, 'kind' | 'role' | 'scope'>): Verdict {
  if (grant.who === 'anyone') return 'may'
  if (person.kind === 'anonymous') return 'signed out'
  if (grant.who === 'signed_in') return 'may'
  if (grant.who === 'visitor') {
    if (person.kind !== 'visitor') return 'wrong role'
    return grant.of === 'any' || person.scope === 'own' ? 'may' : 'not theirs'
  }
  if (person.role === null || !grant.roles.includes(person.role)) return 'wrong role'
  // What is tried of a maker's is made by the steward of the whole grid.
  if (grant.reach === 'maker') return person.role === 'data_steward' && person.scope === 'own' ? 'may' : 'not theirs'
  return grant.reach !== 'own' || person.scope === 'own' ? 'may' : 'not theirs'
}

const operationOf = (name: string) => allContracts[name as OperationName]

async function attempt(world: World, name: string, token: string | null, sent: Sent) {
  const operation = operationOf(name)
  const raw = Buffer.isBuffer(sent.body)
  const params = Object.fromEntries(Object.keys(operation.params?.shape ?? {}).map((part) => [part, 'missing']))
  const { status } = await send(world.app.url, {
    method: operation.method,
    url: fillPath(operation.path, { params: { ...params, ...sent.params }, query: sent.query }),
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(sent.body === undefined ? {} : { 'Content-Type': sent.contentType ?? 'application/json' }),
      ...(operation.idempotency === 'key' ? { 'Idempotency-Key': key() } : {}),
    },
    body: sent.body === undefined ? undefined : raw ? (sent.body as Buffer) : JSON.stringify(sent.body),
  })
  return status
}

const wanted: Record<Exclude<Verdict, 'may'>, readonly number[]> = { 'signed out': [401], 'wrong role': [403], 'not theirs': [403, 404] }

/**
 * Tries one operation as everybody, and tells every cell that came out otherwise than `shared/access` says. Those who may
 * not come first, with the very thing the first of those who may then changes: a refusal that did anything shows.
 */
export async function triedByAll(world: World, name: string, row: Row | Row['send'] | undefined): Promise<string[]> {
  const grant = grants[name as OperationName]
  const operation = operationOf(name)
  const { send: make, ...rest }: Row = typeof row === 'function' ? { send: row } : (row ?? { send: async () => ({}) })
  const wrong: string[] = []
  const check = (person: Person, status: number, right: readonly number[], why: string) => {
    if (!right.includes(status)) wrong.push(`${person.name}: ${status}, not ${right.join(' or ')} (${why})`)
  }
  if (grant.who === 'anyone') {
    // Nobody's name is asked: all get one and the same answer.
    const sent = await make()
    const statuses = await Promise.all(
      world.people.map(async (person) => [person, await attempt(world, name, person.token, sent)] as const),
    )
    const first = statuses[0]?.[1] ?? 0
    for (const [person, status] of statuses) check(person, status, [first], 'open to anyone')
    return wrong
  }
  let sent = await make()
  const refused = world.people.filter((person) => verdict(grant, person) !== 'may')
  await Promise.all(
    refused.map(async (person) => {
      const why = verdict(grant, person)
      if (why !== 'may')
        check(person, await attempt(world, name, person.token, sent), (why === 'not theirs' && rest.refused) || wanted[why], why)
    }),
  )
  const probing = row === undefined && (grant.who === 'signed_in' || (grant.who === 'visitor' && grant.of === 'any'))
  for (const person of world.people.filter((one) => verdict(grant, one) === 'may')) {
    const token = grant.who === 'signed_in' ? await person.fresh() : person.token
    const status = await attempt(world, name, token, sent)
    if (probing) check(person, [401, 403].includes(status) ? status : operation.status, [operation.status], 'past the door')
    else check(person, status, [rest.done ?? operation.status], 'may')
    if (operation.method !== 'GET' && row !== undefined) sent = await make()
  }
  return wrong
}
