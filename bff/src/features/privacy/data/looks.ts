import type { DataLook } from '@minsheng/shared/contracts/privacy'
import type { AuditReader } from '../../../platform/audit/reading.ts'
import type { DataSubject, HoldingPart, Look } from '../../../platform/protect/holding.ts'

/** What of the audit log concerns a resident's record, in words for them. What is not here is not about reading it. */
const deedWords: Record<string, { what: string; why: string }> = {
  'resident.read': { what: '打开了您的居民登记（号码等隐去）', why: '日常工作' },
  'household.read': { what: '打开了您家的家庭登记（号码等隐去）', why: '日常工作' },
  'home.people': { what: '看了您的住处某一天住着谁（姓名隐去一部分）', why: '日常工作' },
  'fact.list': { what: '看了您或您家登记的各项情况（需要保密的隐去）', why: '日常工作' },
  'fact.history': { what: '看了您或您家一项情况的来历（需要保密的隐去）', why: '日常工作' },
  'consent-photo.read': { what: '看了您同意代办的照片', why: '核实代办授权' },
  'resident.update': { what: '更正了您的居民登记', why: '登记有变化' },
  'resident.move': { what: '登记您搬到另一户', why: '登记有变化' },
  'resident.state': { what: '登记您迁出、迁回或其他变化', why: '登记有变化' },
  'resident.group-add': { what: '把您列入特殊群体', why: '让您享受相应服务' },
  'application.read': { what: '打开了您的政策申请（卡号等隐去）', why: '办理政策和补贴' },
  'application-photo.read': { what: '看了您的申请材料照片', why: '办理政策和补贴' },
  'application.reveal': { what: '看了您完整的银行卡号', why: '办理政策和补贴' },
  'award.read': { what: '打开了您的待遇', why: '办理政策和补贴' },
  'help.read-phone': { what: '看了您的电话', why: '您呼叫时打给您' },
  'help.look': { what: '看了您呼叫时的照片、听了录音', why: '您呼叫时去帮您' },
  'help.read': { what: '打开了您的一键呼（地址和您说的话）', why: '您呼叫时去帮您' },
  'resident.group-end': { what: '把您移出特殊群体', why: '登记有变化' },
}

interface LooksParts {
  parts: readonly HoldingPart[]
  audit: AuditReader
  officeOf: (accountId: string) => Promise<string>
}

/** Who looked at a person, newest first: hidden fields with their purpose, and every opening of the record. */
export function createLooks({ parts, audit, officeOf }: LooksParts) {
  return async (subject: DataSubject, most: number): Promise<DataLook[]> => {
    const told = await Promise.all(parts.map((part) => part.looks?.(subject, most) ?? []))
    const things = (await Promise.all(parts.map((part) => part.belongings?.(subject) ?? []))).flat()
    const own = subject.residentId === null ? [] : [{ subject: subject.residentId, from: null, to: null }]
    const openings = (await audit.about([...own, ...things], Object.keys(deedWords), most)).flatMap((row): Look[] => {
      const words = deedWords[row.action]
      return words ? [{ at: row.at, by: row.actor, what: words.what, why: row.reason ?? words.why }] : []
    })
    const all = [...told.flat(), ...openings].sort((one, other) => other.at.getTime() - one.at.getTime()).slice(0, most)
    const offices = new Map<string, string>()
    for (const by of new Set(all.map((look) => look.by))) offices.set(by, await officeOf(by))
    return all.map(({ at, by, what, why }) => ({ at: at.toISOString(), who: offices.get(by) ?? '工作人员', what, why }))
  }
}
