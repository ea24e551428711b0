import { campaignInput } from '@minsheng/shared/contracts/donation'
import { type FeedLine, feedLine } from '@minsheng/shared/contracts/feed'
import { isFilingNumberOf, isUscc } from '@minsheng/shared/units/uscc'
import { expect, test } from 'vitest'
import { demoSubMerchants } from './charities.ts'
import { districtFeed } from './feed.ts'
import { gridId } from './people/places.ts'

const TODAY = '2026-11-24'
const feed = districtFeed(TODAY)
const of = <T extends FeedLine['type']>(type: T) => feed.lines.filter((line): line is Extract<FeedLine, { type: T }> => line.type === type)

test('every line is one of the contract and nothing is named before it exists', () => {
  const known = new Set<string>()
  for (const line of feed.lines) {
    expect(feedLine.parse(line)).toEqual(line)
    const names =
      line.type === 'campaign'
        ? [line.charityId, line.coverPictureId]
        : line.type === 'code'
          ? [line.campaignId, line.venueId]
          : line.type === 'scans'
            ? [line.codeId]
            : line.type === 'staff'
              ? [line.charityId]
              : line.type === 'matching'
                ? [line.campaignId]
                : line.type === 'team'
                  ? [line.projectId]
                  : []
    for (const name of names) if (name !== null) expect(known).toContain(name)
    expect(known).not.toContain(line.id)
    known.add(line.id)
  }
})

test.each(['2026-01-01', TODAY, '2027-02-28', '2028-02-29'])('generated on %s it is open on that day', (today) => {
  const { lines } = districtFeed(today)
  expect(lines).toEqual(districtFeed(today).lines)
  for (const line of lines) {
    if (line.type === 'campaign') {
      const { type: _type, id: _id, state, ...fields } = line
      campaignInput.parse(fields)
      if (state === 'published') expect(line.startsOn <= today && today < line.endsOn).toBe(true)
      if (state === 'closed') expect(line.endsOn < today).toBe(true)
    }
    if (line.type === 'charity' && line.certificateExpiresOn) expect(line.certificateExpiresOn > today).toBe(true)
  }
})

test('charities are marked 演示 and have sound codes; the two that take money are known to the cashier', () => {
  for (const charity of of('charity')) {
    expect(charity).toMatchObject({ demo: true })
    expect(charity.name).toContain('演示')
    expect(isUscc(charity.uscc)).toBe(true)
  }
  expect(new Set(of('charity').map((charity) => charity.uscc)).size).toBe(of('charity').length)
  expect([...demoSubMerchants()]).toEqual([
    ['1900009101', '演示慈善组织'],
    ['1900009102', '演示·湖畔公益基金会'],
  ])
})

test('each channel obeys the law that goes with it', () => {
  const charities = new Map(of('charity').map((charity) => [charity.id, charity]))
  expect(new Set(of('campaign').map((campaign) => campaign.channel))).toEqual(new Set(['demo', 'own_site', 'designated', 'in_kind']))
  for (const campaign of of('campaign')) {
    const owner = charities.get(campaign.charityId)
    if (campaign.channel === 'own_site') {
      expect(owner?.certificateNumber).toBeTruthy()
      expect(owner?.subMchid).toBeTruthy()
      expect(campaign.counselApproval).toBeTruthy()
      expect(isFilingNumberOf(campaign.filingNumber ?? '', owner?.uscc ?? '')).toBe(true)
    }
    if (campaign.channel === 'designated') expect(campaign.designatedUrl).toBe('https://cszg.mca.gov.cn/')
    if (campaign.channel === 'demo') expect(owner?.subMchid).toBeTruthy()
    if (campaign.channel === 'in_kind') expect(owner?.subMchid).toBeNull()
    expect(campaign.story).toContain('演示项目')
  }
  expect(
    of('campaign')
      .map((campaign) => campaign.state)
      .sort(),
  ).toEqual(['closed', 'draft', 'in_review', 'published', 'published', 'published', 'published', 'published'])
})

test('codes: seven good, one paused, one revoked, one past its day', () => {
  const codes = of('code')
  expect(codes.filter((code) => code.state === 'active' && code.expiresOn > TODAY)).toHaveLength(7)
  expect(codes.filter((code) => code.state === 'active' && code.expiresOn < TODAY)).toHaveLength(1)
  for (const code of codes) expect(code.reason === null).toBe(code.state === 'active')
  expect(codes.map((code) => code.state).sort()).toEqual([...Array(8).fill('active'), 'paused', 'revoked'])
})

test('venues lie in the district, and codes have scans of the last weeks; one busy code has gone silent', () => {
  for (const { position } of of('venue')) {
    expect(position?.lat).toBeGreaterThan(30.2)
    expect(position?.lat).toBeLessThan(30.4)
    expect(position?.lng).toBeGreaterThan(120.1)
    expect(position?.lng).toBeLessThan(120.35)
  }
  const lastDays = new Map<string, string>()
  for (const { codeId, date, hours } of of('scans')) {
    expect(date < TODAY).toBe(true)
    expect(Object.keys(hours).length).toBeGreaterThan(0)
    lastDays.set(codeId, [lastDays.get(codeId) ?? '', date].sort()[1] ?? date)
  }
  const late = [...lastDays.values()].filter((date) => Date.parse(TODAY) - Date.parse(date) > 3 * 86_400_000)
  expect(late).toHaveLength(1)
})

test('pictures are small drawings without words or links, and each has its file', () => {
  expect([...feed.pictures.keys()].sort()).toEqual(
    of('picture')
      .map((picture) => picture.file)
      .sort(),
  )
  for (const svg of feed.pictures.values()) {
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(12 * 1024)
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 800 450"/)
    expect(svg).not.toMatch(/<(text|image|script|foreignObject|a|use)\b|href|undefined|NaN|\son\w+=/)
  }
})

test('demo money is told in the past and adds up: no campaign spends more than it was given, no bank more than was settled', () => {
  const left = new Map<string, number>()
  const bank = { fen: 0 }
  const add = (campaignId: string, fen: number) => left.set(campaignId, (left.get(campaignId) ?? 0) + fen)
  for (const line of feed.lines) {
    if (line.type === 'gift') {
      add(line.campaignId, line.amountFen)
      expect(line.paidOn < TODAY).toBe(true)
      const campaign = of('campaign').find(({ id }) => id === line.campaignId)
      expect(campaign && campaign.startsOn <= line.paidOn && line.paidOn <= campaign.endsOn).toBe(true)
      if (line.codeId !== undefined) expect(of('code').find(({ id }) => id === line.codeId)?.campaignId).toBe(line.campaignId)
    }
    if (line.type === 'settlement') bank.fen += line.clearedFen - line.feeFen
    if (line.type === 'disbursement') {
      add(line.campaignId, -line.amountFen)
      bank.fen -= line.amountFen
      expect(line.spentOn <= TODAY).toBe(true)
      expect(line.requestedBy).not.toBe(line.decidedBy)
      const campaign = of('campaign').find(({ id }) => id === line.campaignId)
      expect(campaign?.budget.map(({ label }) => label)).toContain(line.budgetLabel)
      for (const { file } of line.vouchers) expect(feed.papers.get(file)).toMatch(/^%PDF-1\.4[\s\S]*%%EOF\n$/)
    }
    if (line.type === 'surplus') {
      add(line.toCampaignId, left.get(line.campaignId) ?? 0)
      left.set(line.campaignId, 0)
    }
    for (const fen of left.values()) expect(fen).toBeGreaterThanOrEqual(0)
    expect(bank.fen).toBeGreaterThanOrEqual(0)
  }
  const given = (campaignId: string) =>
    of('gift')
      .filter((line) => line.campaignId === campaignId)
      .reduce((sum, { amountFen }) => sum + amountFen, 0)
  expect(left.get('cmp_summer')).toBe(0)
  expect(left.get('cmp_meals')).toBe(201_500 + given('cmp_meals'))
})

test('many people gave in the last weeks, by several codes, each payment with a number of its own', () => {
  const gifts = of('gift').filter(({ paidOn }) => Date.parse(TODAY) - Date.parse(paidOn) < 90 * 86_400_000)
  expect(gifts.length).toBeGreaterThan(80)
  expect(new Set(gifts.map(({ donorId }) => donorId)).size).toBeGreaterThan(10)
  expect(new Set(gifts.map(({ codeId }) => codeId)).size).toBeGreaterThan(5)
  const numbers = of('gift').map(({ transactionId }) => transactionId)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const number of numbers) expect(number.length).toBeLessThanOrEqual(32)
})

test('demo staff as printed by the start command', () => {
  expect(of('staff').map(({ username, password, charityId }) => [username, password, charityId])).toEqual([
    ['admin', 'Demo-admin-2026', null],
    ['charity', 'Demo-charity-2026', 'chr_demo'],
    ['finance', 'Demo-finance-2026', 'chr_demo'],
    ['auditor', 'Demo-auditor-2026', null],
    ['security', 'Demo-security-2026', null],
    ['policy', 'Demo-policy-2026', null],
    ['leader', 'Demo-leader-2026', null],
    ['steward', 'Demo-steward-2026', null],
    ['district', 'Demo-district-2026', null],
    ['street', 'Demo-street-2026', null],
    ['community', 'Demo-community-2026', null],
    ['grid', 'Demo-grid-2026', null],
    ['neighbour', 'Demo-neighbour-2026', null],
    ['night', 'Demo-night-2026', null],
  ])
})

test('whoever has places has some that exist', () => {
  const places = new Set(of('place').map((place) => place.id))
  for (const { placeIds = [] } of of('staff')) for (const id of placeIds) expect(places).toContain(id)
})

test('turns are of those who answer for the grid, nobody is in two places at once, and one grid is never alone', () => {
  const staff = new Map(of('staff').map((one) => [one.id, one.placeIds ?? []]))
  for (const line of [...of('assignment'), ...of('shift')]) expect(staff.get(line.workerId)).toContain(line.gridId)
  const turns = of('shift').map((shift) => `${shift.workerId} ${shift.date} ${shift.startsAt}`)
  expect(new Set(turns).size).toBe(turns.length)
  const today = of('shift').filter((shift) => shift.gridId === gridId(1, 0, 0) && shift.date === TODAY)
  expect(today.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    ['08:00', '20:00'],
    ['20:00', '08:00'],
  ])
})
