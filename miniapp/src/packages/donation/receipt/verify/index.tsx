import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../../platform/request'
import { useRemote } from '../../../../platform/use-remote'
import { Button } from '../../../../ui/button'
import { Words } from '../../../../ui/element'
import { Page } from '../../../../ui/page'
import { Fetch } from './fetch'
import { type Asked, LookUp } from './look-up'
import { Known, Unknown } from './result'

const TITLE = '核对捐赠凭证'

interface AnswerProps {
  asked: Asked
  onAsk: (asked: Asked) => void
  onAnother: () => void
}

function Answer({ asked, onAsk, onAnother }: AnswerProps) {
  const remote = useRemote('receipt', () => call('verifyReceipt', { params: { number: asked.number }, query: { check: asked.check } }))
  const code = remote.failure?.code
  const unknown = !remote.data && (code === 'not_found' || code === 'invalid_input')
  return (
    <Page title={TITLE} heading={false} remote={unknown ? undefined : remote}>
      {remote.data ? <Known receipt={remote.data} /> : null}
      {remote.data?.fetchable ? <Fetch asked={asked} /> : null}
      {unknown ? (
        <>
          <Unknown />
          <LookUp number={asked.number} onAsk={onAsk} />
        </>
      ) : null}
      <Button kind='secondary' onPress={onAnother}>
        {unknown ? '编号也不对，重新填' : '核对另一张'}
      </Button>
    </Page>
  )
}

/** Opened by the QR code on a printed receipt, by whoever was handed it. */
export default function VerifyReceiptPage() {
  const { n = '', c = '' } = useRouter().params
  const [number, setNumber] = useState(n || null)
  const [check, setCheck] = useState(c || null)
  const ask = (asked: Asked) => {
    setNumber(asked.number)
    setCheck(asked.check)
  }
  const another = () => {
    setNumber(null)
    setCheck(null)
  }
  // Another paper begins anew: nothing of the last one may stay on the screen.
  if (number && check) return <Answer key={`${number} ${check}`} asked={{ number, check }} onAsk={ask} onAnother={another} />
  return (
    <Page title={TITLE}>
      <Words>照着凭证填上编号和校验码，就能知道它是不是真的、现在还有没有效。</Words>
      <LookUp number={number} onAsk={ask} />
    </Page>
  )
}
