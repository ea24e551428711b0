import type { PatrolInvite } from '@minsheng/shared/contracts/donation'
import { QRCode, Typography } from 'antd'
import { instantWords } from '../../../ui/time-words.ts'

/** The invitation as it is handed over: shown to be scanned, or sent as a link. */
export function InviteLink({ invite }: { invite: PatrolInvite }) {
  const link = invite.link ?? ''
  return (
    <div>
      <p style={{ marginTop: 0 }}>让志愿者用微信扫这个二维码，或把链接发给他。只能一个人用，{instantWords(invite.expiresAt)} 前有效。</p>
      <div role='img' aria-label='邀请二维码' style={{ width: 'fit-content', margin: '0 auto 16px' }}>
        <QRCode value={link} size={220} errorLevel='M' />
      </div>
      <Typography.Text copyable={{ tooltips: ['复制链接', '已复制'] }} style={{ wordBreak: 'break-all' }}>
        {link}
      </Typography.Text>
    </div>
  )
}
