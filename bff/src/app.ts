import { grants } from '@minsheng/shared/access/index'
import { contracts } from '@minsheng/shared/contracts/index'
import type { Clock } from '@minsheng/shared/units/clock'
import { createZlb } from './adapters/zlb/index.ts'
import { createZzd } from './adapters/zzd/index.ts'
import { createAudit } from './features/audit/index.ts'
import { createDonation, plainWorkbook } from './features/donation/index.ts'
import { createHelp } from './features/help/index.ts'
import { createIdentity } from './features/identity/index.ts'
import { createMessage } from './features/message/index.ts'
import { createPeople } from './features/people/index.ts'
import { createPolicy } from './features/policy/index.ts'
import { createPrivacy } from './features/privacy/index.ts'
import { createProxy } from './features/proxy/index.ts'
import { createOutside } from './outside.ts'
import { createAuditLog, createAuditSealer, createAuditState } from './platform/audit/index.ts'
import { createRefreshTokens } from './platform/auth/refresh-tokens.ts'
import { createAccessTokens } from './platform/auth/tokens.ts'
import { type Config, zlbOf, zzdOf } from './platform/config/index.ts'
import { createFieldCipher } from './platform/crypto/field-cipher.ts'
import { openKeyRing } from './platform/crypto/live-keyring.ts'
import { createPasswords, type Passwords } from './platform/crypto/password.ts'
import { databaseGauges } from './platform/db/gauges.ts'
import { createIdempotencyStore } from './platform/db/idempotency.ts'
import type { Database } from './platform/db/index.ts'
import { relayGauges } from './platform/events/gauges.ts'
import { createRelay } from './platform/events/relay.ts'
import { apiReference } from './platform/http/api-reference.ts'
import { addGauges } from './platform/http/gauges.ts'
import { createMetrics } from './platform/http/metrics.ts'
import { createHttpApp } from './platform/http/server.ts'
import { staticSite } from './platform/http/static-site.ts'
import { createJobRunner } from './platform/jobs/periodic.ts'
import type { Log } from './platform/log/index.ts'
import { populationPlace } from './population-place.ts'
import { printedLinks } from './printed-links.ts'
import { retentionJobs } from './retained.ts'

/** Everything put together: the one place that knows every feature and every adapter. */
export function createApp(parts: {
  config: Config
  db: Database
  log: Log
  clock: Clock
  /** Tests keep theirs at less cost. */
  passwords?: Passwords
}) {
  const { config, db, log, clock } = parts
  const keyring = openKeyRing({ keyringFile: config.KEYRING_FILE, keysDir: config.KEYS_DIR }, clock)
  const { keys } = keyring
  const metrics = createMetrics()
  const audit = createAuditLog(db, clock, keys)
  const auditDamaged = () => metrics.events.inc({ event: 'audit_damaged' })
  const sealer = createAuditSealer({ db, clock, keys, audit, log, anchorFile: config.AUDIT_ANCHOR_FILE, onDamage: auditDamaged })
  const idempotency = createIdempotencyStore(db, clock, createFieldCipher(keys))
  const production = config.NODE_ENV === 'production'
  const { wechat, pay, bills, sms, voice, hub } = createOutside(config, keys, clock)
  const identity = createIdentity({
    db,
    keys,
    tokens: createAccessTokens(keys, clock),
    refreshTokens: createRefreshTokens(keys),
    cipher: createFieldCipher(keys),
    passwords: parts.passwords ?? createPasswords(),
    wechat,
    sms,
    sso: createZlb(zlbOf(config), clock),
    zzd: createZzd(zzdOf(config), clock),
    clock,
    limitFactor: config.SIGN_IN_LIMIT_FACTOR,
    // Messages need to know how people are reached, which accounts know.
    tell: (told) => message.send(told),
    realNameTold: (accountId, name, idNumber) => privacy.realName.told(accountId, name, idNumber),
    demoAllowed: !production,
  })
  const message = createMessage({
    db,
    keys,
    clock,
    log,
    sms,
    voice,
    wechat,
    // Whom an elder named for it, authorisations know.
    contacts: { phoneFor: (accountId) => proxy.namedContact.phoneFor(accountId) },
    audienceOf: (told) => policy.wards.audienceOf(told),
    reachOf: identity.reachOf,
    accountOfOpenid: identity.accountOfOpenid,
    templateCodes: config.MESSAGE_TEMPLATE_CODES,
    signName: config.SMS_SIGN_NAME,
    wechatToken: config.WECHAT_PUSH_TOKEN,
  })
  const donation = createDonation({
    db,
    keys,
    wechat,
    pay,
    bills,
    openidOf: identity.openidOf,
    phoneOf: identity.phoneOf,
    staffName: identity.staffName,
    charityStaff: identity.charityStaff,
    personsOf: identity.personsOf,
    send: message.send,
    metrics,
    log,
    clock,
    appId: config.WECHAT_APP_ID,
    publicBaseUrl: config.PUBLIC_BASE_URL,
    demoAllowed: !production,
  })
  const people = createPeople({ db, keys, hub, staff: identity.placeStaff, metrics, log, clock })
  const oversight = createAudit({
    db,
    keys,
    state: createAuditState({ db, clock, keys, anchorFile: config.AUDIT_ANCHOR_FILE }),
    sources: donation.guardedExports,
    workbook: plainWorkbook,
    staffIds: identity.staffIds,
    personIds: people.personIds,
    namesOf: identity.namesOf,
    log,
    onDamage: auditDamaged,
    clock,
  })
  const proxy = createProxy({
    db,
    keys,
    persons: identity.persons,
    own: people.own,
    staffName: identity.staffName,
    residentNamed: (accountId) => privacy.realName.residentNamed(accountId),
    wardOf: (visitor, childId) => policy.wards.wardOf(visitor, childId),
    send: message.send,
    publicBaseUrl: config.PUBLIC_BASE_URL,
    clock,
  })
  // Who someone is, is what they agreed to there; what is held about them, they are told there.
  const policy = createPolicy({
    db,
    keys,
    people,
    async residentOf(visitor) {
      const { subject, state } = await privacy.links.subjectOf(visitor)
      return { residentId: subject.residentId, link: state, proven: subject.proven }
    },
    async accountOf(residentId) {
      const accountId = await privacy.realName.accountNamed(residentId)
      return accountId !== null && (await privacy.links.link(accountId)).residentId === residentId ? accountId : null
    },
    linkOf: (accountId) => privacy.links.link(accountId),
    staffNames: identity.namesOf,
    send: message.send,
    population: populationPlace(config),
    metrics,
    log,
    clock,
  })
  const help = createHelp({
    db,
    keys,
    helpers: { onDuty: people.onDuty, withRole: identity.placeStaff.withRole },
    async homeOf({ accountId, ownerIds }, isLife) {
      const residentId = isLife
        ? await privacy.links.forLife(accountId)
        : (await privacy.links.subjectOf({ accountId, ownerIds })).subject.residentId
      return residentId === null ? null : people.own.livesAt(residentId)
    },
    gridPathAt: people.gridPathAt,
    districtPath: people.districtPath,
    pathOf: people.pathOf,
    partsOf: people.partsOf,
    familyOf: proxy.familyOf,
    placeNames: people.placeNames,
    staffNames: identity.placeStaff.names,
    phoneOf: async (accountId) => (await identity.reachOf(accountId)).phone ?? proxy.namedContact.phoneFor(accountId),
    standing: identity.standing,
    publicBaseUrl: config.PUBLIC_BASE_URL,
    production,
    phoneOfResident: async (residentId) => (await people.own.contact(residentId))?.phone ?? null,
    livesAt: people.own.livesAt,
    settled: message.settled,
    metrics,
    log,
    clock,
  })
  const privacy = createPrivacy({
    db,
    keys,
    persons: identity.persons,
    own: people.own,
    holdings: [
      ...people.holdings,
      ...donation.holdings,
      message.holding,
      proxy.holding,
      ...policy.holdings,
      help.holding,
      identity.holding,
    ],
    decisions: [],
    sendCode: identity.sendCode,
    checkCode: identity.checkCode,
    provenAt: identity.provenAt,
    prove: identity.prove,
    realName: hub,
    tries: identity.tries,
    staffName: identity.staffName,
    send: message.send,
    clock,
  })
  const relay = createRelay({
    db,
    collections: [donation, people, policy, help].flatMap((part) => part.outboxCollections),
    handlers: [donation, policy, message, help].flatMap((part) => part.handlers),
    log,
    clock,
  })
  const retention = retentionJobs({ db, keys, clock, audit, log })
  const jobs = createJobRunner(
    [sealer, oversight, message, donation, people, proxy, policy, privacy, help, retention].flatMap((part) => part.jobs),
    log,
    () => metrics.events.inc({ event: 'job_failed' }),
  )
  const worker = config.ROLE !== 'web'
  const measured = [message, people, donation, policy, help].flatMap((part) => part.gauges)
  addGauges(metrics, log, [...databaseGauges(db, clock), ...relayGauges(db, clock), ...measured])

  const http = createHttpApp({
    config,
    metrics,
    operations: contracts,
    grants,
    routes: [identity, message, donation, people, proxy, privacy, policy, help, oversight].flatMap(({ routes }) => routes),
    audit,
    idempotency,
    actorOf: identity.actorOf,
    acting: proxy.acting,
    checkAnswers: !production,
    secureCookies: config.PUBLIC_BASE_URL.startsWith('https://'),
    log,
    async notReady() {
      try {
        await db.ping()
      } catch {
        return 'database'
      }
      return worker && !relay.ready() ? 'event relay' : null
    },
    sites: [
      help.site,
      printedLinks(),
      apiReference(),
      ...(config.ADMIN_DIR ? [staticSite(config.ADMIN_DIR, '/admin')] : []),
      ...(config.H5_DIR ? [staticSite(config.H5_DIR, '')] : []),
    ],
  })

  return {
    http,
    audit: { ...audit, ...sealer, verified: oversight.idle },
    identity,
    message,
    donation,
    people,
    proxy,
    policy,
    privacy,
    help,
    metrics,
    keyring,
    /** Indexes and collections; must be done before the first request. */
    async prepare() {
      await audit.prepare()
      await idempotency.prepare()
      for (const feature of [identity, message, donation, people, oversight, proxy, policy, privacy, help]) await feature.prepare()
    },
    async startWork() {
      if (!worker) return
      await relay.start()
      jobs.start()
    },
    /** Ends what is held open to people, or the server would wait for it. */
    hangUp: help.stop,
    /** Sockets of mini-programs. */
    upgrade: help.upgrade,
    async stopWork() {
      await jobs.stop()
      await sealer.release()
      await donation.idle()
      await policy.stop()
      await oversight.idle()
      if (worker) await relay.stop()
    },
  }
}
