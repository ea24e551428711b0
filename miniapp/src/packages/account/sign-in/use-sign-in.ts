import { ApiError } from '@minsheng/shared/client'
import { useState } from 'react'
import { goBack } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { signedIn } from '../../../platform/session'
import { offersWechatPhone } from '../../../platform/wechat-phone'
import { fallbackWords, type PhoneDetail, phoneAnswer } from '../../../platform/wechat-phone/answer'
import { codeError, phoneError } from './form'

interface Errors {
  phone: string | null
  code: string | null
}

const noErrors: Errors = { phone: null, code: null }

/** Signing in by phone: a number, an SMS, its six digits. */
export function useSignIn() {
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<Errors>(noErrors)
  const [failure, setFailure] = useState<string | null>(null)
  /** When another SMS may be asked for, epoch milliseconds; null when it may be now. */
  const [resendAt, setResendAt] = useState<number | null>(null)
  const [sentTo, setSentTo] = useState<string | null>(null)
  /** In WeChat its own button comes first; a text message is always there. */
  const [way, setWay] = useState<'wechat' | 'sms'>(offersWechatPhone ? 'wechat' : 'sms')
  /** Why it goes on with a text message. */
  const [notice, setNotice] = useState<string | null>(null)
  const digits = phone.replace(/\s/g, '')

  const tellFailure = (error: unknown) => {
    const words = failureWords(error)
    setFailure(`${words.title}。${words.advice}`)
  }

  const sendCode = async () => {
    const wrong = phoneError(phone)
    setErrors({ phone: wrong, code: null })
    setFailure(null)
    if (wrong) return
    try {
      const { resendAfterSeconds } = await call('sendSmsCode', { body: { phone: digits } })
      setSentTo(digits)
      setResendAt(Date.now() + resendAfterSeconds * 1000)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'too_many_requests' && error.retryAfterSeconds) {
        setResendAt(Date.now() + error.retryAfterSeconds * 1000)
      }
      tellFailure(error)
    }
  }

  const signIn = async () => {
    const wrong: Errors = { phone: phoneError(phone), code: codeError(code) }
    setErrors(wrong)
    setFailure(null)
    if (wrong.phone || wrong.code) return
    try {
      signedIn(await call('signInByPhone', { body: { phone: digits, code } }))
      goBack()
    } catch (error) {
      const isCodeWrong = error instanceof ApiError && (error.code === 'sms_code_wrong' || error.code === 'sms_code_expired')
      if (isCodeWrong) setErrors({ phone: null, code: failureWords(error).title })
      else tellFailure(error)
    }
  }

  const toSms = (why: string | null = null) => {
    setWay('sms')
    setNotice(why)
    setFailure(null)
  }

  const signInByWechat = async (detail: PhoneDetail) => {
    const answer = phoneAnswer(detail)
    if (answer.kind !== 'code') {
      toSms(fallbackWords[answer.kind])
      return
    }
    try {
      signedIn(await call('signInByWechatPhone', { body: { code: answer.code } }))
      goBack()
    } catch (error) {
      const { title, advice, offline } = failureWords(error)
      if (offline) tellFailure(error)
      else toSms(error instanceof ApiError && error.status < 500 ? `${title}。` : `${title}。也可以用短信验证码登录。${advice}`)
    }
  }

  /** Back to the first question. */
  const changePhone = () => {
    setSentTo(null)
    setCode('')
    setErrors(noErrors)
    setFailure(null)
  }

  return {
    way,
    notice,
    toSms,
    signInByWechat,
    phone,
    setPhone,
    code,
    setCode,
    errors,
    failure,
    resendAt,
    allowResend: () => setResendAt(null),
    sentTo,
    sendCode,
    signIn,
    changePhone,
  }
}

export type SignIn = ReturnType<typeof useSignIn>
