import type { RealName } from '@minsheng/shared/contracts/privacy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useState } from 'react'
import { call } from '../../../platform/request'
import { formErrors, type RealNameErrors, type RealNameForm, refusalWords, steps, written } from './form'

const empty: RealNameForm = { name: '', idNumber: '', agreed: false }

/** Name and number, once together or one a step; what was typed is forgotten when it was right. */
export function useRealName(onDone: (answer: RealName) => void) {
  const [form, setForm] = useState(empty)
  const [step, setStep] = useState(0)
  const [errors, setErrors] = useState<RealNameErrors>({})
  const [problem, setProblem] = useState<string | null>(null)
  const check = (only?: number) => {
    const found = formErrors(form, shanghaiDate(new Date()), only)
    setErrors(found)
    setProblem(null)
    return Object.keys(found).length === 0
  }
  const send = async (textVersion: string) => {
    if (!check()) return
    const body = { name: form.name.trim(), idNumber: written(form.idNumber), textVersion }
    try {
      const answer = await call('verifyMyRealName', { body })
      setForm(empty)
      setStep(0)
      onDone(answer)
    } catch (error) {
      setProblem(refusalWords(error))
    }
  }
  return {
    form,
    change(some: Partial<RealNameForm>) {
      setForm({ ...form, ...some })
      setErrors({})
      setProblem(null)
    },
    errors,
    problem,
    send,
    step,
    async next(textVersion: string) {
      if (step === steps.length - 1) await send(textVersion)
      else if (check(step)) setStep(step + 1)
    },
    back: () => setStep(step - 1),
  }
}
export type RealNameEntry = ReturnType<typeof useRealName>
