import type { Account } from '@minsheng/shared/contracts/identity'
import { Modal } from 'antd'
import { useState } from 'react'
import { queryClient } from '../../platform/query-client.ts'
import { leave } from '../../platform/session.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInSteps } from './steps/sign-in-steps.tsx'

/** Asks for the password above the page, which keeps what was typed; another person begins afresh. */
export function SignInAgain({ account }: { account: Account }) {
  const [owing, setOwing] = useState<Account | null>(null)
  function done(signedIn: Account) {
    if (signedIn.owes.length > 0) setOwing(signedIn)
    else if (signedIn.id === account.id) void queryClient.invalidateQueries()
    else window.location.assign('/admin/')
  }
  return (
    <Modal open title='登录已过期，请重新登录' closable={false} keyboard={false} mask={{ closable: false }} okText='离开' footer={null}>
      <p className='quiet'>您刚才填写的内容还在。用“{account.displayName}”的账号重新登录后可以继续。</p>
      {owing ? <SignInSteps account={owing} onDone={done} /> : <SignInForm onDone={done} />}
      <button type='button' className='plain-link' onClick={leave}>
        不保留内容，直接退出
      </button>
    </Modal>
  )
}
