import type { Clock } from '@minsheng/shared/units/clock'
import { createFieldCipher } from '../../platform/crypto/field-cipher.ts'
import type { KeyRing } from '../../platform/crypto/keyring.ts'
import type { Database } from '../../platform/db/index.ts'
import type { Metrics } from '../../platform/http/metrics.ts'
import type { PeriodicJob } from '../../platform/jobs/periodic.ts'
import type { Log } from '../../platform/log/index.ts'
import type { BillPort } from '../../ports/bill.ts'
import type { PayPort } from '../../ports/pay.ts'
import type { WechatPort } from '../../ports/wechat.ts'
import type { Send } from '../message/index.ts'
import { createBooks } from './books.ts'
import { createCampaignDesk } from './campaign/desk.ts'
import { createProjects } from './campaign/projects.ts'
import { campaignRoutes } from './campaign/routes.ts'
import { createCampaignStore } from './campaign/store.ts'
import { charityRoutes } from './charity/routes.ts'
import { createCharityStore } from './charity/store.ts'
import { adoptCampaigns } from './charity-project/adopt.ts'
import { charityProjectRoutes } from './charity-project/routes.ts'
import { createCharityProjectStore } from './charity-project/store.ts'
import { createCodeKeys } from './code/keys.ts'
import { codeRoutes } from './code/routes.ts'
import { createCodeStore } from './code/store.ts'
import { createDisclosure } from './disclosure/assemble.ts'
import type { CharityStaff } from './disclosure/telling/tellings.ts'
import { donorRoutes } from './donor/routes.ts'
import { createDonorStore } from './donor/store.ts'
import { createFeedLoader } from './feed.ts'
import { createMoneyLoader } from './feed-money.ts'
import { donationGauges } from './gauges.ts'
import { createGiving } from './giving/assemble.ts'
import { givingRoutes } from './giving/routes.ts'
import { createGivingStore } from './giving/store.ts'
import { createThrough } from './giving/through.ts'
import { donationHoldings } from './holding/holdings.ts'
import { createHoldingStore } from './holding/store.ts'
import { createLedgerChecks } from './ledger/checks.ts'
import { createLedgerStore } from './ledger/store.ts'
import { createLedgerProof } from './ledger-proof/assemble.ts'
import { createMailingPart } from './mailing/assemble.ts'
import { createMatching } from './matching/assemble.ts'
import { createMonthly } from './monthly/assemble.ts'
import { pictureRoutes } from './picture/routes.ts'
import { createPictureStore } from './picture/store.ts'
import { progressRoutes } from './progress/routes.ts'
import { createProgressStore } from './progress/store.ts'
import { createReceiptPart } from './receipt/assemble.ts'
import { createReconciliation } from './reconciliation/assemble.ts'
import { createRefunds } from './refund/assemble.ts'
import { reviewRoutes } from './review/routes.ts'
import { createSpendingStore } from './spending/store.ts'
import { createStreet } from './street.ts'
import { createTables } from './tables.ts'
import { refundTellings } from './telling/tellings.ts'
import { createTogether } from './together/assemble.ts'
import { createTrace } from './trace/assemble.ts'

export interface DonationParts {
  db: Database
  keys: KeyRing
  wechat: WechatPort
  pay: PayPort
  bills: BillPort
  openidOf: (wechatAccountId: string) => Promise<string | null>
  phoneOf: (accountId: string) => Promise<string | null>
  staffName: (accountId: string) => Promise<string>
  /** The accounts of a charity's people with one of these roles. */
  charityStaff: CharityStaff
  /** The person each account belongs to, of those that a resident has claimed. */
  personsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Tells a person something, in the app and later in further ways. */
  send: Send
  metrics: Metrics
  log: Log
  clock: Clock
  appId: string
  publicBaseUrl: string
  demoAllowed: boolean
}

/** 慈善捐赠: charities publish, residents give, the ledger mirrors what WeChat Pay says. */
export function createDonation(parts: DonationParts) {
  const { db, clock, log, metrics, pay } = parts
  const charities = createCharityStore(db)
  const campaigns = createCampaignStore(db)
  const codes = createCodeStore(db)
  const pictures = createPictureStore(db)
  const charityProjects = createCharityProjectStore(db)
  const progress = createProgressStore(db)
  const ledger = createLedgerStore({ db, log, clock })
  const store = createGivingStore(db)
  const cipher = createFieldCipher(parts.keys)
  const books = createBooks({ db, cipher, ledger, campaigns, charities, pictures, log, clock })
  const { charityStaff, send } = parts
  const disclosure = createDisclosure({ db, campaigns, charityProjects, charities, pictures, charityStaff, send, metrics, log, clock })
  const projects = createProjects({ charities, ledger, duties: disclosure.duties, clock, demoAllowed: parts.demoAllowed })
  const desk = createCampaignDesk({ campaigns, charities, projects })
  const giving = createGiving({ db, store, ledger, pay, openidOf: parts.openidOf, metrics, log, clock })
  const { payments } = giving
  const refunds = createRefunds({ db, gifts: store, ledger, charities, payments, pay, metrics, log, clock })
  const reconciliation = createReconciliation({
    db,
    bills: parts.bills,
    cipher,
    ledger,
    charities,
    campaigns,
    gifts: store,
    refunds: refunds.store,
    metrics,
    log,
    clock,
  })
  const checks = createLedgerChecks({ db, ledger, log, clock })
  const donors = createDonorStore(db)
  const mailing = createMailingPart({
    db,
    gifts: store,
    campaigns,
    charities,
    personsOf: parts.personsOf,
    send: parts.send,
    log,
    clock,
  })
  const tables = createTables({ db, donors, charities, campaigns, codes, clock })
  const ledgerProof = createLedgerProof({ db, gifts: store, log, clock })
  const trace = createTrace({ db, gifts: store, spendings: createSpendingStore(db), campaigns, log, clock })
  const receipts = createReceiptPart({
    db,
    gifts: store,
    charities,
    clock,
    keyRing: parts.keys,
    publicBaseUrl: parts.publicBaseUrl,
    newestHead: ledgerProof.newestHead,
  })
  const keys = createCodeKeys(parts.keys)
  const matching = createMatching({ db, gifts: store, ledger, charities, campaigns, clock })
  const together = createTogether({
    db,
    gifts: store,
    campaigns,
    projects,
    wechat: parts.wechat,
    openidOf: parts.openidOf,
    send: parts.send,
    log,
    clock,
  })
  const monthly = createMonthly({ db, gifts: store, ledger, campaigns, projects, send: parts.send, log, clock })
  const through = createThrough({ teams: together.store, monthlies: monthly.store })
  const street = createStreet({ ...parts, codes, campaigns, charities, keys, cipher: createFieldCipher(parts.keys) })

  const jobs: PeriodicJob[] = [
    ...giving.jobs,
    ...refunds.jobs,
    { name: 'ledger-check', everyMs: 10 * 60_000, run: checks.runDaily },
    reconciliation.job,
    ...street.jobs,
    ...books.jobs,
    mailing.job,
    ledgerProof.job,
    trace.job,
    ...disclosure.jobs,
    ...together.jobs,
    ...monthly.jobs,
  ]

  return {
    async prepare() {
      for (const part of [charities, campaigns, charityProjects, progress, codes, pictures, ledger, store, giving, refunds, checks])
        await part.prepare()
      for (const part of [ledgerProof, trace]) await part.prepare()
      await disclosure.prepare()
      await adoptCampaigns({ campaigns, charityProjects, clock })
      await reconciliation.prepare()
      await receipts.prepare()
      await street.prepare()
      await donors.prepare()
      await mailing.prepare()
      await tables.prepare()
      await books.prepare()
      for (const part of [matching, together, monthly]) await part.prepare()
    },
    routes: [
      ...charityRoutes({ charities, clock }),
      ...campaignRoutes({
        campaigns,
        charities,
        charityProjects,
        progress,
        pictures,
        projects,
        desk,
        spendingOf: books.spending.facts.project,
        clock,
      }),
      ...charityProjectRoutes({ charityProjects, campaigns, charities, progress, clock }),
      ...reviewRoutes({ campaigns, charityProjects, desk, clock }),
      ...progressRoutes({ progress, charityProjects, campaigns, pictures, gifts: store, clock }),
      ...disclosure.routes,
      ...pictureRoutes({ pictures, clock }),
      ...codeRoutes({
        codes,
        campaigns,
        charities,
        ledger,
        projects,
        keys,
        figures: street.figures,
        counts: street.counts,
        metrics,
        clock,
        appId: parts.appId,
        publicBaseUrl: parts.publicBaseUrl,
      }),
      ...givingRoutes({ store, campaigns, codes, projects, payments, notices: giving.notices, through, clock }),
      ...refunds.routes,
      ...reconciliation.routes,
      ...receipts.routes,
      ...street.routes,
      ...donorRoutes({ donors, gifts: store, campaigns, thankedAt: mailing.thankedAt, clock }),
      ...mailing.routes,
      ...tables.routes,
      ...ledgerProof.routes,
      ...trace.routes,
      ...books.routes,
      ...matching.routes,
      ...together.routes,
      ...monthly.routes,
    ],
    street,
    guardedExports: tables.guardedExports,
    holdings: donationHoldings(createHoldingStore(db), clock),
    jobs,
    gauges: donationGauges(db, clock),
    handlers: [
      ...giving.handlers,
      ...receipts.handlers,
      ...mailing.handlers,
      ...disclosure.handlers,
      ...trace.handlers,
      ...refundTellings({ refunds: refunds.store, gifts: store, charities, send: parts.send }),
      ...monthly.handlers,
      ...together.handlers,
    ],
    outboxCollections: ['journals', 'refunds', 'teams', 'progress_posts', ...disclosure.outboxCollections],
    /** Waits for work that follows an answer, at shutdown. */
    async idle() {
      await giving.notices.idle()
      await refunds.idle()
      await ledger.idle()
      await together.idle()
      await street.idle()
    },
    loadFeedLine: createFeedLoader({
      charities,
      campaigns,
      charityProjects,
      progress,
      codes,
      pictures,
      scans: street.scans,
      automatic: mailing.automatic,
      loadMoney: createMoneyLoader({
        campaigns,
        charities,
        codes,
        gifts: store,
        ledger,
        booksAt: (dated) => createBooks({ db, cipher, ledger, campaigns, charities, pictures, log, clock: dated }),
        spMchid: pay.identity.spMchid,
        clock,
      }),
      matchings: matching.store,
      teams: together.store,
      clock,
    }),
  }
}
