import type { Disbursement } from '@minsheng/shared/contracts/donation'
import { useMutation } from '@tanstack/react-query'
import { App, Image } from 'antd'
import { call } from '../../../platform/api.ts'
import { ConflictNotice, isConflict } from '../../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useAbilities } from '../../identity/use-abilities.ts'
import { PictureField } from '../campaign/picture-field.tsx'

/** What donors see of the vouchers: one picture with everything private covered, or none. */
export function PublicPicture({ spending, onDone }: { spending: Disbursement; onDone: () => void }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const changing = useMutation({
    mutationFn: (pictureId: string | null) =>
      call('changeSpendingPicture', { params: { disbursementId: spending.id }, body: { rev: spending.rev, pictureId } }),
    onSuccess: (_, pictureId) => {
      void message.success(pictureId ? '已更换公开图片' : '已撤下公开图片')
      onDone()
    },
  })
  const mayChange = can('books.picture') && spending.state !== 'rejected'
  return (
    <section aria-label='公开图片' style={{ marginTop: 24 }}>
      <h3>给捐赠人看的图片</h3>
      <p className='quiet'>请先遮去姓名、电话、账号等隐私。没有图片时，项目页只显示文字。</p>
      {isConflict(changing.error) ? <ConflictNotice onReload={onDone} /> : changing.error && <ProblemNotice error={changing.error} />}
      {mayChange ? (
        <PictureField value={spending.publicPictureId} alt='公开的凭证图片' onChange={(pictureId) => changing.mutate(pictureId)} />
      ) : spending.publicPictureUrl ? (
        <Image src={spending.publicPictureUrl} alt='公开的凭证图片' width={220} />
      ) : (
        <p>没有图片</p>
      )}
    </section>
  )
}
