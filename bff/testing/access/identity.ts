import { randomInt, randomUUID } from 'node:crypto'
import type { identityContract } from '@minsheng/shared/contracts/identity'
import { staff } from '../actors.ts'
import type { Rows } from './matrix.ts'
import type { World } from './world.ts'

const reason = '岗位调整'
const position = { roles: ['bureau' as const], charityId: null, placeIds: [] }

/** 身份: what each operation of the account desk is tried with. */
export function identityRows({ app, administrator }: World): Rows<typeof identityContract> {
  const someone = async () => ({ staffId: (await staff(app, ['department'])).accountId })
  return {
    beginSecondFactor: { send: async () => ({}), staffOnly: true },
    getMySecurity: async () => ({}),
    createStaff: async () => ({
      body: { username: `s${randomUUID().slice(0, 12)}`, displayName: '周科员', password: '春天的西湖边柳树绿了一片', position, reason },
    }),
    changeStaffPosition: async () => ({ params: await someone(), body: { position, reason } }),
    setStaffState: async () => ({ params: await someone(), body: { to: 'disabled', reason } }),
    unlockStaff: async () => ({ params: await someone(), body: { reason } }),
    resetStaffSignIn: async () => ({ params: await someone(), body: { secondFactor: true, password: null, reason } }),
    changeStaffPhone: async () => ({ params: await someone(), body: { phone: '13900000001', reason } }),
    changeStaffZzd: async () => ({ params: await someone(), body: { zzdAccountId: String(randomInt(1, 2 ** 40)), reason } }),
    async decideRoleRequest() {
      const { staffId } = await someone()
      // Asked for by an administrator who is not among those who try.
      const asker = await staff(app, ['administrator'])
      await asker.call('changeStaffPosition', { params: { staffId }, body: { position: { ...position, roles: ['auditor'] }, reason } })
      const { items } = await administrator.call('listRoleRequests', { query: { limit: 100 } })
      const request = items.find((one) => one.staffId === staffId)
      return { params: { requestId: request?.id ?? '' }, body: { approve: true, note: reason } }
    },
  }
}
