import { useState } from 'react'
import { call, failureWords } from '../../platform/request'
import { Button } from '../../ui/button'
import { Box, Words } from '../../ui/element'
import { Field } from '../../ui/field'
import { Sheet } from '../../ui/sheet'

/** A code on one's own phone, before what can't be undone. Closed again it changes nothing. */
export function FreshCheck({ open, onClose, onPassed }: { open: boolean; onClose: () => void; onPassed: () => Promise<void> }) {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null)
    try {
      await work()
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(advice ? `${title}。${advice}` : title)
    }
  }
  const send = () =>
    attempt(async () => {
      setSentTo((await call('sendMyDataCode')).sentTo)
    })
  const pass = () =>
    attempt(async () => {
      if (!/^\d{6}$/.test(code)) {
        setProblem('请填写短信里的 6 位数字')
        return
      }
      await call('checkMyDataCode', { body: { code } })
      setSentTo(null)
      setCode('')
      await onPassed()
    })
  return (
    <Sheet open={open} title='先确认是您本人' closeWords='先不办' onClose={onClose}>
      <Words>{sentTo ? `验证码已发到 ${sentTo}，五分钟内有效。` : '我们给您登录的手机号发一条短信验证码。验证码不要告诉任何人。'}</Words>
      {sentTo ? (
        <Field name='check-code' label='短信验证码' keyboard='code' large maxLength={6} value={code} error={problem} onInput={setCode} />
      ) : (
        <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      )}
      {sentTo ? (
        <Button onPress={pass} busyWords='正在核对…'>
          确认
        </Button>
      ) : (
        <Button onPress={send} busyWords='正在发送…'>
          发验证码
        </Button>
      )}
    </Sheet>
  )
}
