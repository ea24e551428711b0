import { helpContract as contract, type HelpTermsVersion } from '@minsheng/shared/contracts/help'
import { AppError } from '@minsheng/shared/errors'
import { helpTerms } from '@minsheng/shared/law/help'
import { type Clock, shanghaiDate } from '@minsheng/shared/units/clock'
import { type Actor, actorId } from '../../../platform/auth/actor.ts'
import { derivedId } from '../../../platform/crypto/id.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayDecideHelpTerms, mayReadHelpTerms } from '../access.ts'
import { lintTerms } from './lint.ts'
import { builtIn, presentTerms } from './present.ts'
import type { TermsDocument, TermsStore } from './store.ts'

interface Parts {
  terms: TermsStore
  staffNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  clock: Clock
}

/** What is promised, in dated versions: proposed by one, published by another, changed by nobody. */
export function helpTermsRoutes({ terms, staffNames, clock }: Parts): Route[] {
  const today = () => shanghaiDate(clock.now())

  async function present(rows: readonly TermsDocument[], actor: Actor): Promise<HelpTermsVersion[]> {
    const names = await staffNames(rows.flatMap(({ proposedBy, decidedBy }) => [proposedBy, ...(decidedBy ? [decidedBy] : [])]))
    const date = today()
    const begun = [...rows.filter(({ state }) => state === 'published'), ...helpTerms]
      .map(({ from }) => from)
      .filter((from) => from <= date)
    const current = begun.toSorted().at(-1) ?? ''
    const published = rows.some(({ state, from }) => state === 'published' && from === current)
    return [
      ...rows.map((row) => presentTerms(row, { current, names, reader: actorId(actor), mayDecide: mayDecideHelpTerms(actor) })),
      ...helpTerms.toReversed().map((own) => builtIn(own, !published && own.from === current)),
    ]
  }
  const presentOne = async (row: TermsDocument, actor: Actor) => {
    const all = await present(await terms.all(), actor)
    const found = all.find(({ id }) => id === row._id)
    if (!found) throw new Error(`terms ${row._id} are missing`)
    return found
  }
  /** @throws AppError `invalid_input`: a call that counts already must not be promised anything else */
  function requireLater(from: string, path: string): void {
    if (from <= today()) throw new AppError('invalid_input', { issues: [{ path, message: '从明天或以后的一天起，今天已经呼叫的不能改' }] })
  }

  return [
    route({
      operation: contract.listHelpTerms,
      load: nothing,
      allow: mayReadHelpTerms,
      audit: { none: 'what is promised to everybody' },
      run: async ({ actor }) => ({ items: await present(await terms.all(), actor), today: today() }),
    }),
    route({
      operation: contract.proposeHelpTerms,
      load: nothing,
      allow: mayDecideHelpTerms,
      audit: { action: 'help.propose-terms', subject: (_, result) => (result as HelpTermsVersion | null)?.id ?? 'new' },
      run: async ({ body, actor, context }) => {
        requireLater(body.from, 'body.from')
        const issues = lintTerms(body.classes)
        if (issues.length > 0) throw new AppError('invalid_input', { issues })
        const row = await terms.insert({
          _id: derivedId('hts', context.idempotencySeed ?? ''),
          ...body,
          state: 'proposed',
          proposedBy: actorId(actor),
          proposedAt: clock.now(),
          decidedBy: null,
          decidedAt: null,
          decision: null,
          rev: 0,
        })
        return presentOne(row, actor)
      },
    }),
    route({
      operation: contract.decideHelpTerms,
      load: ({ params }) => terms.one(params.termsId),
      allow: (actor) => mayDecideHelpTerms(actor),
      audit: { action: 'help.decide-terms', subject: (row) => row._id },
      run: async ({ body, actor }, row) => {
        if (row.state !== 'proposed') throw new AppError('wrong_state', { detail: '这一版已经决定过了' })
        if (row.proposedBy === actorId(actor)) throw new AppError('wrong_state', { detail: '提出的人不能自己同意，请另一位同事来决定' })
        if (body.agree && row.from <= today())
          throw new AppError('wrong_state', { detail: '开始的那天已经到了。请不同意这一版，重新拟一版从以后的一天起' })
        if (body.rev !== row.rev) throw new AppError('conflict')
        const decided = await terms.decide(row, {
          state: body.agree ? 'published' : 'refused',
          decidedBy: actorId(actor),
          decidedAt: clock.now(),
          decision: body.why,
        })
        if (decided === 'taken') throw new AppError('wrong_state', { detail: '从这一天起已经公布了另一版，请换一天重新拟' })
        if (!decided) throw new AppError('conflict')
        return presentOne(decided, actor)
      },
    }),
  ]
}
