import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { goInstead, proxyPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Page } from '../../../ui/page'
import { SignInFirst } from '../sign-in-first'
import '../style.scss'
import { useAgain } from '../use-again'
import { codeError } from '../words'

/** Someone was told a code: it leads to what they are asked to do. */
export default function ProxyCodePage() {
  const given = useRouter().params.c ?? ''
  const me = useRemote('me', () => call('getMe'))
  useAgain(me.reload)
  const [code, setCode] = useState(/^\d{8}$/.test(given) ? given : '')
  const [error, setError] = useState<string | null>(null)
  const look = async () => {
    const wrong = codeError(code)
    setError(wrong)
    if (wrong) return
    try {
      const found = await call('findProxyInvitation', { body: { code } })
      goInstead(`${proxyPage(found.id)}&c=${code.replace(/\s/g, '')}`)
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}，${advice}` : title)
    }
  }
  return (
    <Page title='填代办码' remote={me}>
      {me.data?.phoneMasked === null ? (
        <SignInFirst why='登录后填代办码，就能看到家里人请您办什么。' />
      ) : (
        <>
          <Words className='mine__line'>请家里人在他（她）的“亲情代办”里，把 8 位代办码告诉您。</Words>
          <Field
            name='proxy-code'
            label='代办码'
            hint='8 位数字'
            keyboard='whole'
            large
            maxLength={9}
            value={code}
            error={error}
            onInput={(value) => {
              setCode(value)
              setError(null)
            }}
          />
          <Button onPress={look} busyWords='正在找…'>
            下一步
          </Button>
        </>
      )}
    </Page>
  )
}
