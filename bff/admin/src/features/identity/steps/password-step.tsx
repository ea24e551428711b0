import type { Account } from '@minsheng/shared/contracts/identity'
import { PasswordForm } from './password-form.tsx'

/** Whoever got a first password from the administrator chooses one of their own. */
export function PasswordStep({ onDone }: { onDone?: ((account: Account) => void) | undefined }) {
  return (
    <>
      <h2>换成自己的密码</h2>
      <p className='quiet'>管理员给您的密码只用这一次。请换一个只有您自己知道的密码。</p>
      <PasswordForm onDone={onDone} currentLabel='管理员给的密码' />
    </>
  )
}
