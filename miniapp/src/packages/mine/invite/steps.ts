import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ProxyRelation } from '@minsheng/shared/contracts/proxy'
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
