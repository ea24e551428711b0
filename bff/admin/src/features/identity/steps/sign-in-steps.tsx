import type { Account } from '@minsheng/shared/contracts/identity'
import { leave } from '../../../platform/session.ts'
import { CodeStep } from './code-step.tsx'
import { EnrolStep } from './enrol-step.tsx'
import { PasswordStep } from './password-step.tsx'

export interface SignInStepsProps {
  account: Account
  /** Called after each step with what is left. */
  onDone?: (account: Account) => void
}

/** After the password: the code, a password of one's own, the authenticator; one at a time. */
export function SignInSteps({ account, onDone }: SignInStepsProps) {
  const [step] = account.owes
  return (
    <>
      {step === 'code' && <CodeStep onDone={onDone} />}
      {step === 'password' && <PasswordStep onDone={onDone} />}
      {step === 'enrol' && <EnrolStep onDone={onDone} />}
      <button type='button' className='plain-link' style={{ marginTop: 16 }} onClick={leave}>
        换一个账号登录
      </button>
    </>
  )
}
