import { useState } from 'react'
import { failureWords } from '../../../platform/request'
import { Button } from '../../../ui/button'
import { Box, Words } from '../../../ui/element'
import { Field } from '../../../ui/field'
import '../../mine/style.scss'
import { enterCode, type SignedIn, signIn } from '../session'

const ELSEWHERE = '这个账号还要先改初始密码，或者设置动态码。请先在电脑上登录管理后台办好，再回到这里登录。'

/** Whoever works signs in beside whoever uses this phone as a resident. */
export function SignIn() {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [step, setStep] = useState<'password' | 'code'>('password')
  const [problem, setProblem] = useState<string | null>(null)

  const go = async (work: () => Promise<SignedIn>) => {
    setProblem(null)
    try {
      const came = await work()
      if (came === 'code') setStep('code')
      if (came === 'elsewhere') setProblem(ELSEWHERE)
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(advice ? `${title}。${advice}` : title)
    }
  }
  const enter = () => {
    if (username.trim() === '' || password === '') return setProblem('请填写账号和密码')
    return go(() => signIn(username.trim(), password))
  }
  const confirm = () => {
    if (code.trim() === '') return setProblem('请填写动态码')
    return go(() => enterCode(code))
  }
  return (
    <Box className='mine'>
      <Words className='mine__line'>
        {step === 'password'
          ? '网格员、社区、街道和区值班人员在这里登录，账号和管理后台的一样。居民不用登录这里。'
          : '密码对了。请打开手机上的身份验证器，填写现在的 6 位动态码。'}
      </Words>
      {step === 'password' ? (
        <>
          <Field name='work-username' label='工作账号' keyboard='account' value={username} maxLength={64} onInput={setUsername} />
          <Field name='work-password' label='密码' keyboard='password' value={password} maxLength={128} onInput={setPassword} />
        </>
      ) : (
        <Field
          name='work-code'
          label='动态码'
          hint='没带验证器时，可以填一个恢复码'
          value={code}
          maxLength={16}
          keyboard='text'
          onInput={setCode}
        />
      )}
      <Box role='alert'>{problem ? <Words className='mine__failure'>{problem}</Words> : null}</Box>
      <Button onPress={step === 'password' ? enter : confirm} busyWords='正在登录…'>
        {step === 'password' ? '登录' : '确定'}
      </Button>
      {step === 'code' ? (
        <Button kind='quiet' onPress={() => setStep('password')}>
          换一个账号
        </Button>
      ) : null}
    </Box>
  )
}
