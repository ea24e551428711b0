import { ApiError } from '@minsheng/shared/client'
import type { Session } from '@minsheng/shared/contracts/identity'
import type { PublicCall } from '../request/client'

export function keepSession(_session: Session | null) {}

/** In Alipay projects can be read; gifts are given in WeChat or on the web. */
export function openSession(_call: PublicCall): Promise<Session> {
  return Promise.reject(
    new ApiError('problem', 403, { code: 'forbidden', detail: '支付宝里可以浏览项目。要捐款或查看我的捐赠，请在微信里打开“民生直达”' }),
  )
}
