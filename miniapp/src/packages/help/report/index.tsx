import type { CallCategory, CallPlace } from '@minsheng/shared/contracts/help'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { askPlace } from '../../../platform/locate'
import { goInstead, helpCallPage } from '../../../platform/navigate'
import { callInName, failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Choice } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import { Emergency } from '../call/emergency'
import { categoryWords } from '../words'

const categories = (Object.keys(categoryWords) as CallCategory[]).map((value) => ({ value, label: categoryWords[value] }))
const places = [
  { value: 'here', label: '就在我这里', detail: '用手机现在的位置' },
  { value: 'typed', label: '在别处', detail: '写地址' },
] as const
type Where = (typeof places)[number]['value']

/** 为别人呼叫: somebody next door or in the street. What and where are all that is asked; what it is about may be left out. */
export default function ReportPage() {
  const [words, setWords] = useState('')
  const [where, setWhere] = useState<Where>('typed')
  const [address, setAddress] = useState('')
  const [category, setCategory] = useState<CallCategory | null>(null)
  const [faults, setFaults] = useState<{ words?: string; address?: string; all?: string }>({})
  const key = useRef(newKey())

  const send = async () => {
    const missing = {
      ...([...words.trim()].length < 2 ? { words: '请写一下出了什么事，至少 2 个字' } : {}),
      ...(where === 'typed' && [...address.trim()].length < 2 ? { address: '请写清楚在哪里' } : {}),
    }
    setFaults(missing)
    if (Object.keys(missing).length > 0) return
    const place: CallPlace | null = where === 'here' ? await askPlace() : null
    if (where === 'here' && place === null) {
      setWhere('typed')
      return setFaults({ address: '没有拿到手机的位置，请写清楚在哪里' })
    }
    try {
      const body = { category, words: words.trim(), address: address.trim() || null, place }
      const made = await callInName(null)('reportHelp', { body, idempotencyKey: key.current })
      goInstead(helpCallPage(made.id))
    } catch (error) {
      const { title, advice } = failureWords(error)
      setFaults({ all: `没有送出去：${advice ? `${title}。${advice}` : title}。急的话请直接打下面的电话` })
    }
  }

  return (
    <Page title='为别人呼叫'>
      <Words className='mine__line'>邻居、路人有事，写两句就派人去。本人或家里的设备已经报过的，会并在一起办。</Words>
      <Field
        name='report-words'
        label='出了什么事，谁有事'
        hint='比如：隔壁的老人摔倒了，叫不开门'
        rows={3}
        maxLength={500}
        value={words}
        error={faults.words ?? null}
        onInput={(value) => {
          setWords(value)
          setFaults({})
        }}
      />
      <Heading level={2}>在哪里</Heading>
      <Choice label='在哪里' options={[...places]} value={where} onChoose={setWhere} />
      {where === 'typed' ? (
        <Field
          name='report-address'
          label='地址'
          hint='写到几幢几室，或者路口、店名'
          maxLength={100}
          value={address}
          error={faults.address ?? null}
          onInput={(value) => {
            setAddress(value)
            setFaults({})
          }}
        />
      ) : null}
      <Heading level={2}>是哪一种（不清楚可以不选）</Heading>
      <Choice label='是哪一种' layout='chips' options={categories} value={category} onChoose={setCategory} />
      <Box role='alert'>{faults.all ? <Words className='mine__failure'>{faults.all}</Words> : null}</Box>
      <Button kind='danger' onPress={send} busyWords='正在送出…'>
        马上派人
      </Button>
      <Emergency label='等不及，直接打电话' />
    </Page>
  )
}
