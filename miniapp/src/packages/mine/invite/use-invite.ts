import type { ProxyCatalogue } from '@minsheng/shared/contracts/proxy'
import { useRef, useState } from 'react'
import { newKey } from '../../../platform/idempotency'
import { goInstead, proxyPage } from '../../../platform/navigate'
import { call, failureWords } from '../../../platform/request'
import { type InviteErrors, type InviteForm, stepErrors, steps } from './steps'

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
