import { describe, expect, test } from 'vitest'
import { contentOf, parameter, places, published, TODAY, tried, version, words } from '../testing/publications.ts'
import { contentSchemas, type PolicyContent, type Published } from './content.ts'
import { examine } from './examine.ts'
import { isFed } from './lint.ts'

describe('a draft is looked through', () => {
  test('what is as before, from a later day, is ready', () => {
    expect(tried('minimum-living', {})).toMatchObject({ faults: [], notes: [], ready: true })
  })

  test('each fault is told at its place in the draft', () => {
    expect(places(tried('minimum-living', { who: [{ words: '收入', when: { fact: 'nothing', eq: 1 } }] }))).toEqual([
      'version.who.0.when.fact',
    ])
    expect(places(tried('minimum-living', { amount: { param: 'nothing' } }))).toEqual(['version.amount.param'])
    expect(places(tried('minimum-living', { excludedBy: ['minimum-living'] }))).toEqual(['version.excludedBy'])
    expect(places(tried('minimum-living', { cases: [] }))).toEqual(['version.cases'])
    expect(places(tried('minimum-living', { effectiveFrom: 'soon' as never }))).toEqual(['version.effectiveFrom'])
    expect(places(tried('minimum-living', { publishedAt: '2030-01-01' } as never))).toEqual(['version.publishedAt'])
  })

  test('of a person made up for a case every fact has to be one there is, of its own kind and a value it can have', () => {
    const cases = contentOf('minimum-living').version.cases
    const bent = (person: Record<string, unknown>, household = {}) =>
      tried('minimum-living', { cases: [{ ...cases[0], person, household } as never, ...cases.slice(1)] }).faults.map(
        ({ path, reason }) => `${path.join('.')}: ${reason}`,
      )
    expect(bent({ nothing: 1 })).toEqual(['version.cases.0.person.nothing: 没有叫“nothing”的事实'])
    expect(bent({ homesOwned: 1 })[0]).toMatch(/^version\.cases\.0\.person\.homesOwned: .*要写在家庭上$/)
    expect(bent({ monthlyIncomeFen: 1.5 })[0]).toMatch(/^version\.cases\.0\.person\.monthlyIncomeFen: .*金额精确到分$/)
    expect(bent({}, { homesOwned: -1 })[0]).toMatch(/不能小于 0$/)
  })

  test('a circle is told with the policies in it', () => {
    const { faults } = tried('minimum-living', { excludedBy: ['minimum-living-single'] })
    expect(faults.map(({ reason }) => reason)).toEqual([expect.stringContaining('绕成了圈')])
  })

  test('a parameter without a value on the first day is refused', () => {
    expect(
      tried('disabled-elder-voucher', { effectiveFrom: '2024-01-01' })
        .faults.map(({ reason }) => reason)
        .join(),
    ).toContain('在 2024-01-01 还没有值')
  })

  test('a case that comes out otherwise is told with what was wanted and what was found; so is one published earlier', () => {
    const bent = version('aged-allowance', {})
    const cases = bent.version.cases.map((one, index) => (index === 0 ? { ...one, low: one.low + 1, high: one.high + 1 } : one))
    const { cases: results, ready } = tried('aged-allowance', { cases })
    expect(ready).toBe(false)
    expect(results.filter(({ passes }) => !passes)).toMatchObject([{ of: 'draft', index: 0 }])
    const raised = examine(
      published,
      {
        kind: 'parameter',
        key: 'minimumLivingStandard',
        content: parameter('minimumLivingStandard', { from: '2026-01-01', value: 130_500 }),
      },
      TODAY,
    )
    expect(raised.cases.filter(({ of, passes }) => of === 'published' && !passes).length).toBeGreaterThan(5)
    const later = examine(
      published,
      {
        kind: 'parameter',
        key: 'minimumLivingStandard',
        content: parameter('minimumLivingStandard', { from: '2027-01-01', value: 130_500 }),
      },
      TODAY,
    )
    expect(later).toMatchObject({ ready: true })
  })

  test('what is new needs a name of its own; what is published keeps its name', () => {
    const content = version('aged-allowance', {})
    expect(places(examine(published, { kind: 'policy', key: null, content }, TODAY))).toEqual(['id'])
    expect(places(examine(published, { kind: 'policy', key: 'orphan-living', content }, TODAY))).toEqual(['id'])
  })
})

describe('what a careful colleague says', () => {
  test('“参考” ends only with the words of a numbered document that someone read', () => {
    const source = { title: '通知', number: '上民〔2026〕1号', article: '第一条', quotation: '原文' }
    const confirmed = (change: object, confidence: 'text' | 'memory' = 'text') =>
      words(tried('aged-allowance', { illustrative: false, confidence, sources: [{ ...source, ...change }] })).filter((said) =>
        said.startsWith('error'),
      )
    expect(confirmed({})).toEqual([])
    for (const part of ['number', 'article', 'quotation']) expect(confirmed({ [part]: null }), part).toHaveLength(1)
    expect(confirmed({}, 'memory')).toHaveLength(1)
  })

  test('from the same day as another, before a later one, from the past', () => {
    expect(words(tried('aged-allowance', { effectiveFrom: '2024-01-01' }))).toEqual(
      expect.arrayContaining([expect.stringContaining('和第 1 版同一天开始'), expect.stringContaining('从过去的日子')]),
    )
    const next: Published = {
      kind: 'policy',
      key: 'aged-allowance',
      number: 2,
      content: version('aged-allowance', { effectiveFrom: '2028-01-01' }),
    }
    const found = examine([...published, next], { kind: 'policy', key: 'aged-allowance', content: version('aged-allowance', {}) }, TODAY)
    expect(words(found)).toEqual(expect.arrayContaining([expect.stringContaining('到 2028-01-01 就换成')]))
  })

  const age = (rest: object) => ({ value: { ageAt: 'birthDate' }, ...rest })
  test.each<[string, PolicyContent['version']['who'], string]>([
    ['one requirement', [{ words: '不老不小', when: { all: [age({ gte: 80 }), age({ lt: 60 })] } }], '“不老不小”里的条件互相矛盾'],
    [
      'two requirements',
      [
        { words: '老', when: age({ gte: 80 }) },
        { words: '小', when: age({ lt: 60 }) },
      ],
      '几个条件放在一起互相矛盾',
    ],
    [
      'choices',
      [
        { words: '一', when: { fact: 'sex', eq: 'male' } },
        { words: '二', when: { fact: 'sex', ne: 'male' } },
        { words: '三', when: { fact: 'sex', ne: 'female' } },
      ],
      '几个条件放在一起互相矛盾',
    ],
    [
      'a branch',
      [{ words: '分支', when: { any: [age({ gte: 60 }), { all: [age({ gt: 90 }), age({ lte: 90 })] }] } }],
      '“分支”里有一种情况互相矛盾',
    ],
  ])('what nobody can meet: %s', (_, who, said) => {
    expect(words(tried('aged-allowance', { who })).filter((one) => one.startsWith('error'))).toEqual([expect.stringContaining(said)])
  })

  test('steps and choices of an amount that nobody comes to', () => {
    expect(words(tried('aged-allowance', {}))).toEqual(['warning: “不满 80 周岁”这一档没有人会用到'])
    expect(words(tried('elder-service-subsidy', {}))).toEqual(['warning: “照护等级”是能力完好的一档没有人会用到'])
    const amount = { lookup: 'careSetting', cases: { home: 1, institution: 2 }, otherwise: 3 }
    expect(words(tried('aged-allowance', { amount }))).toEqual(['warning: “在哪里生活”的“其他情况”没有人会用到'])
  })

  test('an amount that may be negative, is always nothing, or is too large to be exact', () => {
    const said = (amount: unknown) => words(tried('minimum-living', { amount })).filter((one) => one.includes('金额'))
    expect(said({ sub: [{ param: 'minimumLivingStandard' }, { fact: 'householdIncomeFen' }] })).toEqual([
      expect.stringMatching(/^warning: .*可能算成负数/),
    ])
    expect(said(0)).toEqual([expect.stringMatching(/^error: .*总是 0/)])
    const large = tried('minimum-living', { amount: { mulBps: [9_000_000_000_000_000, 9_000_000_000], round: 'down' } })
    expect(large.ready).toBe(false)
    expect(large.faults).toEqual([expect.objectContaining({ reason: expect.stringContaining('算不准到分') })])
  })

  test('what is no income must be cash, where income counts', () => {
    const said = (id: string, disregardIncome: string[]) => words(tried(id, { disregardIncome })).filter((one) => one.startsWith('error'))
    expect(said('minimum-living', ['disabled-care-allowance'])).toEqual([])
    expect(said('minimum-living', ['low-income-family'])).toEqual(['error: “低保边缘家庭”发的不是现金，本来就不算收入'])
    expect(said('aged-allowance', ['disabled-care-allowance'])).toEqual(['error: 条件和金额都不看家庭收入，不用写不算收入的补贴'])
    expect(places(tried('minimum-living', { disregardIncome: ['nothing'] }))).toEqual(['version.disregardIncome'])
  })

  test('a fact is told by a department, or someone has to be asked', () => {
    expect(isFed([['civil_affairs'], ['declared']])).toBe(true)
    expect(isFed([['document'], ['declared', 'visit']])).toBe(false)
  })
})

test('contents of every kind say everything that is missing at once', () => {
  for (const kind of ['policy', 'parameter', 'higherOf'] as const) {
    const { faults } = examine(published, { kind, key: null, content: {} }, TODAY)
    expect(faults.length, kind).toBeGreaterThan(1)
    expect(faults.every(({ reason }) => /[\u4e00-\u9fff]/.test(reason))).toBe(true)
    expect(contentSchemas[kind].safeParse({}).success).toBe(false)
  }
})
