import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Page } from '../../../ui/page'
import { Steps } from '../../../ui/steps'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { Question } from './questions'
import { steps } from './steps'
import { useInvite } from './use-invite'

export default function InviteProxyPage() {
  const catalogue = useRemote('catalogue', () => call('getProxyCatalogue'))
  const me = useRemote('me', () => call('getMe'))
  useAgain(me.reload)
  const invite = useInvite(catalogue.data)
  const { step, next, back, problem } = invite
  if (me.data?.phoneMasked === null) {
    return (
      <Page title='请人替我办'>
        <SignInFirst why='登录后才能请人代办，这样我们知道是您本人同意的。' />
      </Page>
    )
  }
  const last = step === steps.length - 1
  return (
    <Page title='请人替我办' remote={catalogue}>
      <Steps names={steps} now={step} />
      {catalogue.data ? <Question invite={invite} catalogue={catalogue.data} /> : null}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      <Button onPress={next} busyWords='正在授权…'>
        {last ? '同意并授权' : '下一步'}
      </Button>
      {step > 0 ? (
        <Button kind='quiet' onPress={back}>
          上一步
        </Button>
      ) : null}
    </Page>
  )
}
