import type { ResidentDetail, ResidentFacts } from '@minsheng/shared/contracts/people'
import { idNumberFault, idNumberFaultWords, normalIdNumber } from '@minsheng/shared/units/id-number'

/** What a clerk types; an empty field means: leave it as it is. */
export interface FactValues {
  name?: string
  idNumber?: string
  phone?: string
  birthDate?: string | null
  sex?: ResidentDetail['sex']
  registeredAddress?: string
}

const typed = (text: string | undefined) => {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed
}

/** Only what was typed. */
export function changedFacts(values: FactValues): Partial<ResidentFacts> {
  const idNumber = typed(values.idNumber)
  const facts: Partial<ResidentFacts> = {
    name: typed(values.name),
    idNumber: idNumber === undefined ? undefined : normalIdNumber(idNumber),
    phone: typed(values.phone),
    birthDate: values.birthDate ?? undefined,
    sex: values.sex,
    registeredAddress: typed(values.registeredAddress),
  } as Partial<ResidentFacts>
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<ResidentFacts>
}

/** A whole new person: what was not typed is not known. */
export function newFacts(values: FactValues): ResidentFacts {
  return { name: '', idNumber: null, phone: null, birthDate: null, sex: null, registeredAddress: null, ...changedFacts(values) }
}

/** Faults that can be told before asking the server. */
export function factFaults(facts: Partial<ResidentFacts>, today: string): { path: string; message: string }[] {
  const fault = facts.idNumber ? idNumberFault(facts.idNumber, today) : null
  return fault ? [{ path: 'body.facts.idNumber', message: idNumberFaultWords[fault] }] : []
}
