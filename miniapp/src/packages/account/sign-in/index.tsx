import { go, legalPage } from '../../../platform/navigate'
import { useView } from '../../../platform/view'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { ErrorSummary } from '../../../ui/error-summary'
import { Page } from '../../../ui/page'
import { Steps } from '../../../ui/steps'
import { ByWechat, OneByOne, Together } from './questions'
import './style.scss'
import { useSignIn } from './use-sign-in'

const steps = ['填手机号', '填短信验证码']

export default function SignInPage() {
  const { mode } = useView()
  const form = useSignIn()
  const listed = [
    ...(form.errors.phone ? [{ field: 'phone', message: form.errors.phone }] : []),
    ...(form.errors.code ? [{ field: 'sms-code', message: form.errors.code }] : []),
  ]
  return (
    <Page title='手机号登录'>
      {mode === 'care' && form.way === 'sms' ? <Steps names={steps} now={form.sentTo ? 1 : 0} /> : null}
      {mode === 'care' && form.sentTo ? null : <Words>登录后，换了手机也能看到您的捐赠。没有注册过的手机号会自动建立账号。</Words>}
      {listed.length > 1 ? <ErrorSummary errors={listed} /> : null}
      <Box role='status' className='sign-in__alert'>
        {form.notice ? <Words className='sign-in__notice'>{form.notice}</Words> : null}
      </Box>
      {form.way === 'wechat' ? <ByWechat form={form} /> : mode === 'care' ? <OneByOne form={form} /> : <Together form={form} />}
      <Words className='sign-in__small'>登录就表示您同意下面两份文件。验证码不要告诉别人，工作人员也不会向您要。</Words>
      <Box className='sign-in__papers'>
        <Button kind='quiet' onPress={() => go(legalPage('privacy'))}>
          看隐私政策
        </Button>
        <Button kind='quiet' onPress={() => go(legalPage('terms'))}>
          看用户协议
        </Button>
      </Box>
    </Page>
  )
}
