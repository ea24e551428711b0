import type { Clock } from '@minsheng/shared/units/clock'
import { createAuditReader } from '../../platform/audit/reading.ts'
import { createFieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import { createDataKeys } from '../../platform/protect/data-keys.ts'
import type { HoldingPart } from '../../platform/protect/holding.ts'
import { createProtector } from '../../platform/protect/protector.ts'
import type { RealNamePort } from '../../ports/real-name.ts'
import type { Persons } from '../identity/index.ts'
import type { Send } from '../message/index.ts'
import type { OwnRecords } from '../people/index.ts'
import { createFreshCheck } from './check/check.ts'
import { createClosingDesk } from './closing/desk.ts'
import { closingRoutes } from './closing/routes.ts'
import { createClosingStore } from './closing/store.ts'
import { createConsentDesk } from './consent/desk.ts'
import { consentRoutes } from './consent/routes.ts'
import { createConsentStore } from './consent/store.ts'
import { createCopyMaking } from './copy/making.ts'
import { createCopyStore } from './copy/store.ts'
import { createLooks } from './data/looks.ts'
import { dataRoutes } from './data/routes.ts'
import { type DecisionPort, gatherDecisions } from './decisions.ts'
import { privacyHoldings } from './holding.ts'
import { createLinks, linkByPhone } from './link.ts'
import { createRealNameDesk, type Tries } from './real-name/desk.ts'
import { linkByRealName } from './real-name/link.ts'
import { realNameRoutes } from './real-name/routes.ts'
import { createRealNameStore } from './real-name/store.ts'
import { requestFields } from './request/catalogue.ts'
import type { RequestFacts } from './request/domain.ts'
import { requestRoutes } from './request/routes.ts'
import { createRequestStore } from './request/store.ts'
import { createRequestTellings } from './request/tellings.ts'

export interface PrivacyParts {
  db: Database
  keys: KeyRing
  persons: Persons
  own: OwnRecords
  /** What each feature holds; the account itself is the last to be forgotten. */
  holdings: readonly HoldingPart[]
  /** Features in which a machine concludes something about a person. */
  decisions: readonly DecisionPort[]
  sendCode: (phone: string) => Promise<{ resendAfterSeconds: number; validForSeconds: number }>
  checkCode: (phone: string, code: string) => Promise<void>
  /** When a session's holder last proved that the phone is theirs, and that they did now. */
  provenAt: (sessionId: string) => Promise<Date | null>
  prove: (sessionId: string, at: Date) => Promise<unknown>
  staffName: (accountId: string) => Promise<string>
  /** What the police's register says of a name and a number. */
  realName: RealNamePort
  tries: Tries
  send: Send
  clock: Clock
}

/** 我的资料: what is held about a person, and what they may ask for. */
export function createPrivacy({ db, keys, persons, own, holdings, clock, ...rest }: PrivacyParts) {
  const consents = createConsentStore(db)
  const closings = createClosingStore(db)
  const cipher = createFieldCipher(keys)
  const copies = createCopyStore(db, cipher)
  const requests = createRequestStore(
    db,
    createProtector<RequestFacts, typeof requestFields.fields>(requestFields, createDataKeys({ db, keys, clock }), keys),
  )
  const names = createRealNameStore(db)
  const port = linkByRealName({
    names,
    contact: own.contact,
    phoneNumber: persons.phoneNumber,
    otherwise: linkByPhone({ phoneNumber: persons.phoneNumber, residentsByPhone: own.byPhone }),
  })
  const consentDesk = createConsentDesk({ consents, port, own, clock })
  const links = createLinks({ port, agreed: consentDesk.agreed, needsGuardian: consentDesk.needsGuardian })
  const parts = [...privacyHoldings({ consents, requests, copies, names, clock }), ...holdings]
  const hasAccount = async (accountId: string) => (await persons.person(accountId)) !== null
  const maskedPhone = async (accountId: string) => (await persons.person(accountId))?.phoneMasked ?? null
  const check = createFreshCheck({
    provenAt: rest.provenAt,
    prove: rest.prove,
    phoneNumber: persons.phoneNumber,
    maskedPhone,
    sendCode: rest.sendCode,
    checkCode: rest.checkCode,
    clock,
  })
  const realName = createRealNameDesk({
    names,
    port: rest.realName,
    own,
    tries: rest.tries,
    hideNumber: (idNumber) => cipher.codeHash(idNumber, 'real-name'),
    phoneNumber: persons.phoneNumber,
    link: links.link,
    send: rest.send,
    clock,
  })
  const closingDesk = createClosingDesk({ closings, parts, clock })
  const makeCopies = createCopyMaking({ copies, parts, links, clock })
  const looks = createLooks({ parts, audit: createAuditReader({ db, keys, clock }), officeOf: persons.officeOf })
  return {
    async prepare() {
      for (const part of [consents, closings, copies, requests, names]) await part.prepare()
    },
    jobs: [
      { name: 'data-copies', everyMs: 2_000, run: makeCopies },
      { name: 'account-closings', everyMs: 60_000, run: closingDesk.runDue },
    ] satisfies PeriodicJob[],
    /** For whoever has to know which resident an account is. */
    links,
    realName,
    routes: [
      ...dataRoutes({ parts, links, looks, householdOf: own.household, check, copies, clock }),
      ...consentRoutes({ desk: consentDesk, hasAccount }),
      ...realNameRoutes({ desk: realName, hasAccount }),
      ...requestRoutes({
        requests,
        parts,
        decisions: gatherDecisions(rest.decisions),
        links,
        pathOf: own.path,
        hasAccount,
        maskedPhone,
        staffName: rest.staffName,
        tell: createRequestTellings(rest.send),
        clock,
      }),
      ...closingRoutes({ desk: closingDesk, check, hasAccount }),
    ],
  }
}
