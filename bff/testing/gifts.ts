import { randomBytes } from 'node:crypto'
import { createGivingStore, type GiftDocument } from '../src/features/donation/giving/store.ts'
import type { TestApp } from './app.ts'
import type { District } from './district.ts'

/** A gift put straight into the store, as an order of the past left it; paid unless changed. */
export async function pastGift(test: Pick<TestApp, 'db'>, place: District, change: Partial<GiftDocument> = {}): Promise<GiftDocument> {
  const createdAt = change.createdAt ?? new Date()
  return createGivingStore(test.db).insertGift({
    _id: `GY_${randomBytes(11).toString('hex')}`,
    donorId: 'acc_past',
    campaignId: place.campaignId,
    charityId: place.charityId,
    codeId: place.codeId,
    amountFen: 100,
    anonymous: false,
    donorName: '王阿姨',
    projectTitle: '独居老人午餐',
    charityName: '演示慈善组织',
    venueName: '演示点位',
    channel: 'jsapi',
    subMchid: place.subMchid,
    payerIp: null,
    state: 'paid',
    payBefore: new Date(createdAt.getTime() + 30 * 60_000),
    paidAt: createdAt,
    transactionId: `4200${Date.now()}${randomBytes(5).readUIntBE(0, 5).toString().padStart(13, '0')}`,
    checks: 0,
    nextCheckAt: null,
    rev: 0,
    createdAt,
    history: [],
    ...change,
  })
}
