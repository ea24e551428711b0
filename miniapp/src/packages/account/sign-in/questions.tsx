import { Button } from '../../../ui/button'
import { Countdown } from '../../../ui/countdown'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import type { SignIn } from './use-sign-in'

function Resend({ form, first }: { form: SignIn; first: 'primary' | 'secondary' }) {
  if (form.resendAt !== null) {
    return (
      <Box className='sign-in__wait'>
        <Countdown until={form.resendAt} after='后可重发' onEnd={form.allowResend} />
      </Box>
    )
  }
  return (
    <Button kind={form.sentTo ? 'secondary' : first} onPress={form.sendCode} busyWords='正在发送…'>
      {form.sentTo ? '重新获取' : '获取验证码'}
    </Button>
  )
}

function PhoneField({ form }: { form: SignIn }) {
  return (
    <Field
      name='phone'
      label='手机号'
      keyboard='phone'
      maxLength={13}
      value={form.phone}
      error={form.errors.phone}
      onInput={form.setPhone}
    />
  )
}

function CodeField({ form }: { form: SignIn }) {
  return (
    <Field
      name='sms-code'
      label='短信验证码'
      hint={form.sentTo ? `已发到 ${form.sentTo}，请看手机短信` : '点“获取验证码”，我们发一条短信给您'}
      keyboard='code'
      maxLength={6}
      value={form.code}
      error={form.errors.code}
      after={<Resend form={form} first='secondary' />}
      onInput={form.setCode}
    />
  )
}

function Failure({ words }: { words: string | null }) {
  return (
    <Box role='alert' className='sign-in__alert'>
      {words ? <Words className='sign-in__failure'>{words}</Words> : null}
    </Box>
  )
}

function SignInButton({ form }: { form: SignIn }) {
  return (
    <Button onPress={form.signIn} busyWords='正在登录…'>
      登录
    </Button>
  )
}

/** In WeChat: one press, without typing anything. */
export function ByWechat({ form }: { form: SignIn }) {
  return (
    <>
      <Words>点下面的按钮，微信会问您要不要把绑定的手机号给我们。同意就登录好了，不用等短信。</Words>
      <Failure words={form.failure} />
      <Button onPhone={form.signInByWechat} busyWords='正在登录…'>
        用微信的手机号登录
      </Button>
      <Button kind='secondary' onPress={() => form.toSms()}>
        用短信验证码登录
      </Button>
    </>
  )
}

/** Both questions on one page. */
export function Together({ form }: { form: SignIn }) {
  return (
    <>
      <PhoneField form={form} />
      <CodeField form={form} />
      <Failure words={form.failure} />
      <SignInButton form={form} />
    </>
  )
}

/** 关怀版: one question at a time. */
export function OneByOne({ form }: { form: SignIn }) {
  if (!form.sentTo) {
    return (
      <>
        <PhoneField form={form} />
        <Failure words={form.failure} />
        <Resend form={form} first='primary' />
      </>
    )
  }
  return (
    <>
      <CodeField form={form} />
      <Failure words={form.failure} />
      <SignInButton form={form} />
      <Button kind='quiet' onPress={form.changePhone}>
        换一个手机号
      </Button>
    </>
  )
}
