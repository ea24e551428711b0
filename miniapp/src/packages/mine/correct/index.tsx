import { useRouter } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { goInstead, pages } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import '../style.scss'

const LEAST = 1
const MOST = 300

/** Asks to put one thing right. */
export default function CorrectPage() {
  const { h = '', f = '' } = useRouter().params
  const [holding, field] = [decodeURIComponent(h), decodeURIComponent(f)]
  const remote = useRemote('my-data', () => call('getMyData'))
  const [wanted, setWanted] = useState('')
  const [error, setError] = useState<string | null>(null)
  const attempt = useRef({ asked: '', key: newKey() })
  const known = remote.data?.holdings.find(({ key, correctable }) => key === holding && correctable.includes(field))
  if (remote.data && !known) {
    return (
      <Page title='申请更正' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='这一项不能在这里更正' advice='请回到“我的资料”，从列出的项目里选。'>
          <Button onPress={() => goInstead(pages.myData)}>看我的资料</Button>
        </Empty>
      </Page>
    )
  }
  const ask = async () => {
    if (wanted.trim().length < LEAST) {
      setError('请写明应该是什么')
      return
    }
    const body = { holding, field, wanted: wanted.trim() }
    const asked = JSON.stringify(body)
    if (attempt.current.asked !== asked) attempt.current = { asked, key: newKey() }
    try {
      await call('askCorrection', { body, idempotencyKey: attempt.current.key })
      goInstead(pages.dataRequests)
    } catch (thrown) {
      const { title, advice } = failureWords(thrown)
      setError(advice ? `${title}。${advice}` : title)
    }
  }
  return (
    <Page title='申请更正' remote={remote}>
      <Heading level={2}>{`${known?.title ?? ''}：${field}`}</Heading>
      <Field
        name='wanted'
        label='应该是什么'
        hint='比如：电话应该是……；有证件能证明的，也请写上'
        rows={4}
        maxLength={MOST}
        value={wanted}
        error={error}
        onInput={(value) => {
          setWanted(value)
          setError(null)
        }}
      />
      <Words className='mine__small'>工作人员会核实，十个工作日内答复，同意不同意都会写明理由。</Words>
      <Box>
        <Button onPress={ask} busyWords='正在提交…'>
          提交申请
        </Button>
      </Box>
    </Page>
  )
}
