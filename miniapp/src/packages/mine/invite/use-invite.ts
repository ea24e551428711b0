import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ProxyCatalogue, ProxyRelation } from '@minsheng/shared/contracts/proxy'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { goInstead, proxyPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { nameError } from '../words'

export interface InviteForm {
  elderName: string
  proxyName: string
  relation: ProxyRelation | null
  way: 'phone' | 'code' | null
  phone: string
  scopes: ProxyScope[]
  until: string | null
  agreed: boolean
}

export type InviteErrors = Partial<Record<keyof InviteForm, string>>

export const steps = ['请谁办', '怎么告诉他', '办哪些事', '到哪天', '看一遍，同意'] as const

/** What is missing or wrong on one step. */
export function stepErrors(form: InviteForm, step: number): InviteErrors {
  const errors: InviteErrors = {}
  if (step === 0) {
    const [elder, proxy] = [nameError(form.elderName), nameError(form.proxyName)]
    if (elder) errors.elderName = elder
    if (proxy) errors.proxyName = proxy
    if (!form.relation) errors.relation = '请选你们的关系'
  }
  if (step === 1) {
    if (!form.way) errors.way = '请选一种'
    if (form.way === 'phone' && !/^1[3-9]\d{9}$/.test(form.phone.replace(/\s/g, ''))) errors.phone = '请填写 11 位手机号'
  }
  if (step === 2 && form.scopes.length === 0) errors.scopes = '请至少选一件事'
  if (step === 3 && !form.until) errors.until = '请选到哪天'
  if (step === 4 && !form.agreed) errors.agreed = '同意后才能授权'
  return errors
}

const first: InviteForm = {
  elderName: '',
  proxyName: '',
  relation: null,
  way: null,
  phone: '',
  scopes: [],
  until: null,
  agreed: false,
}

/** Asking someone to act, one question a step. */
export function useInvite(catalogue: ProxyCatalogue | null) {
  const [form, setForm] = useState(first)
  const [step, setStep] = useState(0)
  const [errors, setErrors] = useState<InviteErrors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = useRef({ asked: '', key: newKey() })

  const change = (some: Partial<InviteForm>) => {
    setForm({ ...form, ...some })
    setErrors({})
    setProblem(null)
  }

  const send = async () => {
    const { relation, until } = form
    if (!catalogue || !relation || !until) return
    const body = {
      elderName: form.elderName.trim(),
      proxyName: form.proxyName.trim(),
      relation,
      phone: form.way === 'phone' ? form.phone.replace(/\s/g, '') : null,
      scopes: form.scopes,
      until,
      textVersion: catalogue.text.version,
    }
    const asked = JSON.stringify(body)
    if (attempt.current.asked !== asked) attempt.current = { asked, key: newKey() }
    try {
      const { id } = await call('inviteProxy', { body, idempotencyKey: attempt.current.key })
      goInstead(proxyPage(id))
    } catch (error) {
      const { title, advice } = failureWords(error)
      setProblem(`${title}。${advice}`)
    }
  }

  const next = async () => {
    const found = stepErrors(form, step)
    setErrors(found)
    if (Object.keys(found).length > 0) return
    if (step < steps.length - 1) setStep(step + 1)
    else await send()
  }
  return { form, change, step, next, back: () => setStep(step - 1), errors, problem }
}
export type Invite = ReturnType<typeof useInvite>
