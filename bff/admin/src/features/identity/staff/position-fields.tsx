import { reachOfRole, type StaffRole, staffRoles } from '@minsheng/shared/access/role'
import type { StaffPosition } from '@minsheng/shared/contracts/identity'
import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { call } from '../../../platform/api.ts'
import { everyPage } from '../../../ui/use-paged-list.ts'
import { PlaceSelect } from '../../people/place/place-select.tsx'
import { identityKeys } from '../queries.ts'
import { roleWords } from '../role-words.ts'

export interface PositionValues {
  roles?: StaffRole[]
  charityId?: string
  placeId?: string
}

export const positionLabels = { roles: '角色', charityId: '慈善组织', placeId: '负责的地方', placeIds: '负责的地方' } as const

/** The position as it is sent: what no chosen role needs is left out. */
export function positionOf({ roles = [], charityId, placeId }: PositionValues): StaffPosition {
  const reaches = new Set(roles.map((role) => reachOfRole[role]))
  return {
    roles,
    charityId: reaches.has('charity') ? (charityId ?? null) : null,
    placeIds: reaches.has('place') && placeId ? [placeId] : [],
  }
}

/** Roles of providers can be given when providers are registered. */
const offered = staffRoles.filter((role) => reachOfRole[role] !== 'provider')

/** Roles, and where they hold; charity and place are asked for only when a role needs them. */
export function PositionFields({ placeCount = 0 }: { placeCount?: number }) {
  const roles = Form.useWatch<StaffRole[] | undefined>('roles') ?? []
  const reaches = new Set(roles.map((role) => reachOfRole[role]))
  const charities = useQuery({
    queryKey: [...identityKeys.staff, 'charities'],
    queryFn: () => everyPage((cursor) => call('listCharities', { query: { cursor, limit: 100 } })),
    enabled: reaches.has('charity'),
  })
  return (
    <>
      <Form.Item name='roles' label='角色' required extra='系统管理员、安全员、审计员要第二个人同意后才生效，并且必须是三个人。'>
        <Select mode='multiple' options={offered.map((role) => ({ value: role, label: roleWords([role]) }))} placeholder='可以选几个' />
      </Form.Item>
      {reaches.has('charity') && (
        <Form.Item name='charityId' label='慈善组织' required>
          <Select
            loading={charities.isPending}
            options={(charities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            placeholder='选择组织'
          />
        </Form.Item>
      )}
      {reaches.has('place') && (
        <Form.Item
          name='placeId'
          label='负责的地方'
          required
          extra={placeCount > 1 ? `现在负责 ${placeCount} 处；保存后只负责这里选的一处。` : '包括它下面的所有社区、网格和楼幢。'}
        >
          <PlaceSelect width='100%' />
        </Form.Item>
      )}
    </>
  )
}
