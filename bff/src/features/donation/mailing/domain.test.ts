import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AccountGiving, countsOf, letterFault, letterFor, projectWords, receiversOf, retryAt } from './domain.ts'

const at = (day: number) => new Date(Date.UTC(2026, 5, day))
const titles = new Map([
  ['cmp_1', '午餐'],
  ['cmp_2', '书桌'],
])

describe('letterFault', () => {
  test.each([
    ['亲爱的{{称呼}}，谢谢您给{{项目}}的{{金额}}。', null],
    ['谢谢您', null],
    ['{{ 称呼 }}，谢谢', null],
    ['{{电话}}，谢谢', '“{{电话}}”不能用，只能用 {{称呼}}、{{项目}}、{{金额}}'],
    ['{{}}，谢谢', '“{{}}”不能用，只能用 {{称呼}}、{{项目}}、{{金额}}'],
    ['{{称呼，谢谢', '有没写完整的“{{”或“}}”，请检查，或重新点按钮插入'],
    ['称呼}}，谢谢', '有没写完整的“{{”或“}}”，请检查，或重新点按钮插入'],
    ['{称呼}，谢谢', null],
  ])('%s', (text, fault) => expect(letterFault(text)).toBe(fault))
})

describe('letterFor', () => {
  const named = { name: '王阿姨', giftCount: 2, amountFen: 124_500, campaignIds: ['cmp_1', 'cmp_2'] }
  const anonymous = { giftCount: 1, amountFen: 900, campaignIds: ['cmp_2'] }
  const text = '{{称呼}}：谢谢您捐给{{项目}}的{{金额}}。{{称呼}}辛苦了'

  test('fills every placeholder, and the charity signs', () =>
    expect(letterFor(text, { named, anonymous: null }, titles, '演示会')).toEqual({
      title: '演示会的感谢信',
      body: '王阿姨：谢谢您捐给“午餐”等 2 个项目的¥1,245.00。王阿姨辛苦了\n\n演示会',
    }))
  test('who gave both ways reads of what was given under the name alone', () =>
    expect(letterFor('{{金额}}', { named, anonymous }, titles, '演示会').body).toBe('¥1,245.00\n\n演示会'))
  test('who gave anonymously is addressed without a name', () =>
    expect(letterFor(text, { named: null, anonymous }, titles, '演示会').body).toContain('爱心人士：谢谢您捐给“书桌”的¥9.00'))
  test('a name that looks like a placeholder stays a name', () =>
    expect(letterFor('{{称呼}}', { named: { ...named, name: '{{金额}}' }, anonymous: null }, titles, '会').body).toBe('{{金额}}\n\n会'))
  test('a name with a dollar sign is not a pattern', () =>
    expect(letterFor('{{称呼}}', { named: { ...named, name: '$&$1' }, anonymous: null }, titles, '会').body).toBe('$&$1\n\n会'))
  test('a project that is no longer there', () => expect(projectWords(['cmp_gone'], titles)).toBe('“公益项目”'))
})

const giving = (accountId: string, change: Partial<AccountGiving> = {}): AccountGiving => ({
  accountId,
  name: { at: at(1), name: accountId },
  named: { giftCount: 1, amountFen: 1_000, campaignIds: ['cmp_1'], last: at(5) },
  anonymous: [],
  ...change,
})
const hidden = (keptFen: number, day = 5) => ({ paidAt: at(day), keptFen, campaignId: 'cmp_1' })
const all = { minFen: null, notYetThanked: false }
const self = (id: string) => id
const never = () => undefined

describe('receiversOf', () => {
  test('accounts of one person are one receiver, by the latest name, with the sum of all', () => {
    const givings = [
      giving('acc_1', { name: { at: at(9), name: '王老师' } }),
      giving('acc_2', { name: { at: at(2), name: '王阿姨' }, named: { giftCount: 2, amountFen: 50, campaignIds: ['cmp_2'], last: at(3) } }),
    ]
    expect(receiversOf(givings, () => 'res_1', all, never)).toEqual([
      {
        to: 'res_1',
        accounts: ['acc_1', 'acc_2'],
        named: { name: '王老师', giftCount: 3, amountFen: 1_050, campaignIds: ['cmp_1', 'cmp_2'] },
        anonymous: null,
      },
    ])
  })

  test('the least sum looks at named giving as one and at each anonymous gift alone', () => {
    const givings = [giving('acc_1', { anonymous: [hidden(600), hidden(600)] })]
    const of = (minFen: number) =>
      receiversOf(givings, self, { ...all, minFen }, never).map((one) => [one.named?.amountFen ?? null, one.anonymous?.giftCount ?? 0])
    expect(of(600)).toEqual([[1_000, 2]])
    expect(of(601)).toEqual([[1_000, 0]])
    expect(of(1_000)).toEqual([[1_000, 0]])
    // 1,000 + 600 + 600 would reach it, and would tell who gave anonymously.
    expect(of(1_001)).toEqual([])
  })

  test('not yet thanked: who gave since, named and anonymous apart', () => {
    const givings = [giving('acc_1', { anonymous: [hidden(600, 4), hidden(600, 8)] })]
    const of = (named: Date | null, anonymous: Date | null) =>
      receiversOf(givings, self, { ...all, notYetThanked: true }, () => ({ named, anonymous })).map((one) => [
        one.named !== null,
        one.anonymous?.giftCount ?? 0,
      ])
    expect(of(null, null)).toEqual([[true, 2]])
    expect(of(at(5), null)).toEqual([[false, 2]])
    expect(of(at(4), at(4))).toEqual([[true, 1]])
    expect(of(at(5), at(8))).toEqual([])
    expect(receiversOf(givings, self, all, () => ({ named: at(9), anonymous: at(9) }))).toHaveLength(1)
  })

  test('whatever is filtered, nobody is there twice and the counts are those of the receivers', () => {
    const account = fc.record({
      accountId: fc.uuid(),
      named: fc.option(fc.record({ amountFen: fc.integer({ min: 1, max: 5_000 }), last: fc.constant(at(5)) })),
      anonymous: fc.array(fc.integer({ min: 1, max: 5_000 }), { maxLength: 4 }),
    })
    fc.assert(
      fc.property(
        fc.array(account, { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 6_000 }),
        (accounts, people, minFen) => {
          const givings = accounts.map(({ accountId, named, anonymous }) =>
            giving(accountId, {
              named: named ? { giftCount: 1, campaignIds: ['cmp_1'], ...named } : null,
              anonymous: anonymous.map((fen) => hidden(fen)),
            }),
          )
          const personOf = (id: string) => `p${Number.parseInt(id.slice(0, 2), 16) % people}`
          const receivers = receiversOf(givings, personOf, { minFen, notYetThanked: false }, never)
          expect(new Set(receivers.map(({ to }) => to)).size).toBe(receivers.length)
          const counts = countsOf(receivers)
          expect(counts.anonymousGiftCount).toBe(accounts.flatMap(({ anonymous }) => anonymous).filter((fen) => fen >= minFen).length)
          const namedSums = new Map<string, number>()
          for (const { accountId, named } of accounts)
            if (named) namedSums.set(personOf(accountId), (namedSums.get(personOf(accountId)) ?? 0) + named.amountFen)
          expect(counts.namedCount).toBe([...namedSums.values()].filter((fen) => fen >= minFen).length)
        },
      ),
    )
  })
})

test('a delivery that fails waits longer each time, and is given up after the fifth', () => {
  const waits = [1, 2, 3, 4, 5].map((attempts) => (retryAt(attempts, at(1))?.getTime() ?? Number.NaN) - at(1).getTime())
  expect(waits).toEqual([5_000, 30_000, 300_000, 1_800_000, Number.NaN])
})
