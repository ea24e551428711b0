import type { Account } from '@minsheng/shared/contracts/identity'
import { useEffect } from 'react'
import { queryClient } from '../../platform/query-client.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInSteps } from './steps/sign-in-steps.tsx'
import { ZzdSignIn } from './zzd/zzd-sign-in.tsx'

/** The password, then whatever step of signing in is left. */
export function SignInPage({ account }: { account: Account | null }) {
  useEffect(() => {
    document.title = '登录 · 民生直达 管理后台'
    queryClient.clear()
  }, [])
  return (
    <main className='sign-in'>
      <section className='sign-in-side'>
        <img src='/admin/mark.svg' alt='' width={64} height={64} />
        <div>
          <h1>
            民生直达 · 上城
            <br />
            管理后台
          </h1>
          <p>
            慈善组织在这里登记募捐活动、生成公益码、查看每一笔到账；民政局和审计员在这里核对。捐款由微信支付直接进入慈善组织自己的账户，本平台不经手。
          </p>
        </div>
        <img className='sign-in-lake' src='/admin/lake.svg' alt='' />
      </section>
      <section className='sign-in-form'>
        {account ? (
          <SignInSteps account={account} />
        ) : (
          <>
            <h2>工作人员登录</h2>
            <SignInForm />
            <ZzdSignIn />
          </>
        )}
        {!account && (
          <p className='quiet' style={{ marginTop: 24 }}>
            没有账号？请联系本单位的系统管理员开通。
          </p>
        )}
      </section>
    </main>
  )
}
