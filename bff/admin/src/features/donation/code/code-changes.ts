import type { GiftCode } from '@minsheng/shared/contracts/donation'

export type CodeTarget = 'active' | 'paused' | 'revoked'

interface CodeChange {
  to: CodeTarget
  label: string
  title: string
  consequence: string
  danger: boolean
  /** Reasons people give most; one may still be written freely. */
  reasons: string[]
}

const pause: CodeChange = {
  to: 'paused',
  label: '暂停',
  title: '暂停这个公益码',
  consequence: '暂停后居民扫码会看到您写的原因，不能捐款。可以随时恢复。',
  danger: false,
  reasons: ['点位装修，暂时撤下', '码被遮挡或损坏，正在更换', '活动信息需要核对'],
}
const resume: CodeChange = {
  to: 'active',
  label: '恢复使用',
  title: '恢复这个公益码',
  consequence: '恢复后居民扫码即可捐款。',
  danger: false,
  reasons: ['点位恢复开放', '码已更换', '信息已核对无误'],
}
const revoke: CodeChange = {
  to: 'revoked',
  label: '吊销',
  title: '吊销这个公益码',
  consequence: '吊销后这张码永远不能再用，不能恢复。已经张贴的请撕下。居民扫码会看到您写的原因。',
  danger: true,
  reasons: ['码被人覆盖或调换', '点位不再合作', '印错了'],
}

/** What may be done with a code now, the mildest first. */
export function changesOf(state: GiftCode['state']): CodeChange[] {
  switch (state) {
    case 'active':
      return [pause, revoke]
    case 'paused':
      return [resume, revoke]
    case 'expired':
    case 'revoked':
      return []
  }
}
