import { identityContract as contract } from '@minsheng/shared/contracts/identity'
import { actorId } from '../../../platform/auth/actor.ts'
import { afterPosition, decodeCursor, decodeTextCursor, toPage, toTextPage } from '../../../platform/db/cursor.ts'
import { nothing, type Route, route } from '../../../platform/http/route.ts'
import { mayDecideRoles, mayKeepStaff, mayReadStaff } from '../access.ts'
import type { AccountDocument } from '../store.ts'
import type { createStaffDesk } from './desk.ts'
import { presentRequest } from './present.ts'
import type { DeskStore, RoleRequestDocument } from './store.ts'

export function staffDeskRoutes({ store, desk }: { store: DeskStore; desk: ReturnType<typeof createStaffDesk> }): Route[] {
  const staff = ({ params }: { params: { staffId: string } }) => store.staff(params.staffId)
  const subject = (account: AccountDocument) => account._id
  const presentRequests = async (rows: readonly RoleRequestDocument[], readerId: string) => {
    const names = await store.names(rows.flatMap((row) => [row.staffId, row.requestedById, ...(row.decidedById ? [row.decidedById] : [])]))
    return rows.map((row) => presentRequest(row, names, readerId))
  }
  return [
    route({
      operation: contract.listStaff,
      load: nothing,
      allow: mayReadStaff,
      audit: { none: 'names and roles of staff are open to those who look after accounts' },
      run: async ({ query }) => {
        const rows = await store.list(query.text, decodeTextCursor(query.cursor), query.limit)
        const page = toTextPage(rows, query.limit, (row) => row.username ?? '')
        return { items: await desk.presented(page.rows), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.createStaff,
      load: nothing,
      allow: mayKeepStaff,
      audit: { action: 'staff.create', subject: (_, result) => result?.id ?? 'unknown' },
      run: ({ body, actor, context }) => desk.create(body, actorId(actor), context.idempotencySeed),
    }),
    route({
      operation: contract.changeStaffPosition,
      load: staff,
      allow: mayKeepStaff,
      audit: { action: 'staff.position', subject },
      run: ({ body, actor }, account) => desk.changePosition(account, body.position, body.reason, actorId(actor)),
    }),
    route({
      operation: contract.setStaffState,
      load: staff,
      allow: mayKeepStaff,
      audit: { action: 'staff.state', subject },
      run: ({ body, actor }, account) => desk.setState(account, body.to, actorId(actor)),
    }),
    route({
      operation: contract.unlockStaff,
      load: staff,
      allow: mayKeepStaff,
      audit: { action: 'staff.unlock', subject },
      run: (_, account) => desk.unlock(account),
    }),
    route({
      operation: contract.resetStaffSignIn,
      load: staff,
      allow: mayKeepStaff,
      audit: { action: 'staff.sign-in-reset', subject },
      run: ({ body, actor }, account) => desk.resetSignIn(account, body, actorId(actor)),
    }),
    route({
      operation: contract.changeStaffZzd,
      load: staff,
      allow: mayKeepStaff,
      audit: { action: 'staff.zzd', subject },
      run: ({ body, actor }, account) => desk.changeZzd(account, body.zzdAccountId, body.reason, actorId(actor)),
    }),
    route({
      operation: contract.changeStaffPhone,
      load: staff,
      allow: mayKeepStaff,
      audit: { action: 'staff.phone', subject },
      run: ({ body }, account) => desk.changePhone(account, body.phone),
    }),
    route({
      operation: contract.listRoleRequests,
      load: nothing,
      allow: mayReadStaff,
      audit: { none: 'requests keep who asked and who decided' },
      run: async ({ query, actor }) => {
        const rows = await store.listRequests(query.state, afterPosition(decodeCursor(query.cursor)), query.limit)
        const page = toPage(rows, query.limit)
        return { items: await presentRequests(page.rows, actorId(actor)), nextCursor: page.nextCursor }
      },
    }),
    route({
      operation: contract.decideRoleRequest,
      load: ({ params }) => store.request(params.requestId),
      allow: mayDecideRoles,
      audit: { action: 'staff.role-decision', subject: (request) => request.staffId },
      run: async ({ body, actor }, request) => {
        const decided = await desk.decide(request, body.approve, body.note, actorId(actor))
        const [one] = await presentRequests([decided], actorId(actor))
        if (!one) throw new Error('a decided request is presented')
        return one
      },
    }),
  ]
}
