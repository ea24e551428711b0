import { bankCardDigits } from '@minsheng/shared/units/bank-card'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { goBack } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Words } from '../../../ui/element'
import { ErrorSummary, type FieldError } from '../../../ui/error-summary'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import '../../mine/style.scss'
import { cardFaults, inFours } from '../apply/check'

/** Another card for one benefit, in the person's own name. */
export default function CardPage() {
  const { id = '', title = '' } = useRouter().params
  const [filled, setFilled] = useState({ bank: '', number: '' })
  const [faults, setFaults] = useState<FieldError[]>([])
  const [isDone, setIsDone] = useState(false)
  const errorOf = (field: string) => faults.find((fault) => fault.field === field)?.message ?? null
  const send = async () => {
    const found = cardFaults(filled)
    setFaults(found)
    if (found.length > 0) return
    try {
      await call('changePayoutAccount', {
        params: { awardId: id },
        body: { bank: filled.bank.trim(), number: bankCardDigits(filled.number) },
      })
      setIsDone(true)
    } catch (thrown) {
      const { title: what, advice } = failureWords(thrown)
      setFaults([{ field: 'number', message: advice ? `${what}。${advice}` : what }])
    }
  }
  if (isDone)
    return (
      <Page title='换一张卡'>
        <Card tone='calm'>
          <Heading level={2}>卡换好了</Heading>
          <Words className='mine__line'>下一批发到这张卡，以前退回的一起补发。</Words>
          <Button onPress={goBack}>回去看看</Button>
        </Card>
      </Page>
    )
  return (
    <Page title='换一张卡'>
      <ErrorSummary errors={faults} />
      <Words className='mine__line'>{title ? `“${decodeURIComponent(title)}”以后发到这张卡。` : '以后发到这张卡。'}</Words>
      <Words className='mine__small'>要用您本人名下的卡。卡号加密保存，页面上只显示头尾。</Words>
      <Field
        name='bank'
        label='开户银行'
        hint='比如：杭州银行湖滨支行'
        value={filled.bank}
        maxLength={40}
        error={errorOf('bank')}
        onInput={(bank) => setFilled({ ...filled, bank })}
      />
      <Field
        name='number'
        label='银行卡号'
        hint='卡正面的 16 到 19 位数字'
        keyboard='whole'
        value={filled.number}
        maxLength={24}
        error={errorOf('number')}
        onInput={(number) => setFilled({ ...filled, number })}
      />
      {faults.length === 0 && filled.number.length > 15 ? (
        <Words className='mine__line'>{`请再对一遍：${inFours(filled.number)}`}</Words>
      ) : null}
      <Button onPress={send} busyWords='正在保存…'>
        换成这张卡
      </Button>
    </Page>
  )
}
