import { ApiError } from '@minsheng/shared/client'
import { useState } from 'react'
import { go, goBack, legalPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { signedIn } from '../../../platform/session'
import { Button } from '../../../ui/button'
import { Countdown } from '../../../ui/countdown'
import { Box, Words } from '../../../ui/element'
import { ErrorSummary } from '../../../ui/error-summary'
import { Field } from '../../../ui/field'
import { Page } from '../../../ui/page'
import { codeError, phoneError } from './form'
import './style.scss'

interface Errors {
  phone: string | null
  code: string | null
}

const noErrors: Errors = { phone: null, code: null }

export default function SignInPage() {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<Errors>(noErrors)
  const [failure, setFailure] = useState<string | null>(null)
  /** When another SMS may be asked for, epoch milliseconds; null while none was sent. */
  const [resendAt, setResendAt] = useState<number | null>(null)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const digits = phone.replace(/\s/g, '')

  const tellFailure = (error: unknown) => {
    const words = failureWords(error)
    setFailure(`${words.title}。${words.advice}`)
  }

  const sendCode = async () => {
    const wrong = phoneError(phone)
    setErrors({ phone: wrong, code: null })
    setFailure(null)
    if (wrong) return
    try {
      const { resendAfterSeconds } = await call('sendSmsCode', { body: { phone: digits } })
      setSentTo(digits)
      setResendAt(Date.now() + resendAfterSeconds * 1000)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'too_many_requests' && error.retryAfterSeconds)
        setResendAt(Date.now() + error.retryAfterSeconds * 1000)
      tellFailure(error)
    }
  }

  const signIn = async () => {
    const wrong: Errors = { phone: phoneError(phone), code: codeError(code) }
    setErrors(wrong)
    setFailure(null)
    if (wrong.phone || wrong.code) return
    try {
      signedIn(await call('signInByPhone', { body: { phone: digits, code } }))
      goBack()
    } catch (error) {
      const isCodeWrong = error instanceof ApiError && (error.code === 'sms_code_wrong' || error.code === 'sms_code_expired')
      if (isCodeWrong) setErrors({ phone: null, code: failureWords(error).title })
      else tellFailure(error)
    }
  }

  const listed = [
    ...(errors.phone ? [{ field: 'phone', message: errors.phone }] : []),
    ...(errors.code ? [{ field: 'sms-code', message: errors.code }] : []),
  ]
  const resend =
    resendAt === null ? (
      <Button kind='secondary' onPress={sendCode} busyWords='正在发送…'>
        {sentTo ? '重新获取' : '获取验证码'}
      </Button>
    ) : (
      <Box className='sign-in__wait'>
        <Countdown until={resendAt} after='后可重发' onEnd={() => setResendAt(null)} />
      </Box>
    )

  return (
    <Page title='手机号登录'>
      <Words>登录后，换了手机也能看到您的捐赠。没有注册过的手机号会自动建立账号。</Words>
      {listed.length > 1 ? <ErrorSummary errors={listed} /> : null}
      <Field name='phone' label='手机号' keyboard='phone' maxLength={13} value={phone} error={errors.phone} onInput={setPhone} />
      <Field
        name='sms-code'
        label='短信验证码'
        hint={sentTo ? `已发到 ${sentTo}，请看手机短信` : '点“获取验证码”，我们发一条短信给您'}
        keyboard='code'
        maxLength={6}
        value={code}
        error={errors.code}
        after={resend}
        onInput={setCode}
      />
      <Box role='alert'>{failure ? <Words className='sign-in__failure'>{failure}</Words> : null}</Box>
      <Button onPress={signIn} busyWords='正在登录…'>
        登录
      </Button>
      <Words className='sign-in__small'>登录就表示您同意下面两份文件。验证码不要告诉别人，工作人员也不会向您要。</Words>
      <Button kind='quiet' onPress={() => go(legalPage('privacy'))}>
        看隐私政策
      </Button>
      <Button kind='quiet' onPress={() => go(legalPage('terms'))}>
        看用户协议
      </Button>
    </Page>
  )
}
