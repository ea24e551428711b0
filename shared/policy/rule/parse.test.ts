import { describe, expect, test } from 'vitest'
import { ruleFacts } from '../facts.ts'
import { readCondition, readQuantity } from './parse-condition.ts'
import { pathWords } from './reader.ts'

const names = { facts: ruleFacts, parameters: new Set(['standardFen']), policies: new Set(['minimumLiving']) }
const faults = (written: unknown) => {
  const read = readCondition(written, names)
  return read.ok ? [] : read.issues.map(({ path, reason }) => `${pathWords(path)}: ${reason}`)
}
const quantityFaults = (written: unknown) => {
  const read = readQuantity(written, names)
  return read.ok ? [] : read.issues.map(({ path, reason }) => `${pathWords(path)}: ${reason}`)
}

describe('a fault is named with its place', () => {
  test.each<[unknown, string]>([
    [
      {
        all: [
          { fact: 'employment', eq: 'retired' },
          { fact: 'shoeSize', gt: 40 },
        ],
      },
      'all[1].fact: 没有叫“shoeSize”的事实',
    ],
    [{ fact: 'employment', eq: 'asleep' }, 'eq: “就业情况”只能是 employed、flexible、unemployed、retired、student、unable、at_home'],
    [{ fact: 'employment', gt: 3 }, 'gt: “就业情况”不能用 gt'],
    [{ fact: 'employment' }, 'fact: fact 旁边要写、也只写一个：eq、ne、in、nin、lt、lte、gt、gte、between、has、known'],
    [
      { fact: 'employment', eq: 'retired', ne: 'student' },
      'fact: fact 旁边要写、也只写一个：eq、ne、in、nin、lt、lte、gt、gte、between、has、known',
    ],
    [{ fact: 'disabilityTypes', eq: 'mental' }, 'eq: “残疾类别”只能用 has 或 known'],
    [{ fact: 'birthDate', lt: '2026-02-30' }, 'lt: 日期要写成 2026-01-31 的样子'],
    [{ fact: 'monthlyIncomeFen', lt: 12.5 }, 'lt: 这里要写整数（金额以分为单位）'],
    [{ fact: 'monthlyIncomeFen', lt: { param: 'rent' } }, 'lt.param: 没有叫“rent”的参数'],
    [{ value: { ageAt: 'employment' }, gte: 80 }, 'value.ageAt: 事实“就业情况”不能用在这里'],
    [{ all: [] }, 'all: 这里至少写一项'],
    [{ atLeast: 3, of: [{ fact: 'livingAlone', eq: true }] }, 'atLeast: 这里的数要在 1 到 1 之间'],
    [{ someMember: { everyMember: { fact: 'livingAlone', eq: true } } }, 'someMember.everyMember: 家庭成员里面不能再问家庭成员'],
    [{ policy: 'gold', in: ['entitled'] }, 'policy: 没有叫“gold”的政策'],
    [{ policy: 'minimumLiving', in: ['rich'] }, 'in[0]: 这里只能是 enjoying、entitled、possible、excluded、upcoming、not'],
    [
      { javascript: 'process.exit()' },
      ': 这里要写 all、any、not、atLeast、someMember、everyMember、countMembers、fact、value、policy 之一',
    ],
    [{ not: { fact: 'livingAlone', eq: true }, hint: 'x' }, ': 这里不认识“hint”'],
    ['employment = retired', ': 这里要写成“名称: 内容”的形式'],
    [null, ': 这里要写成“名称: 内容”的形式'],
  ])('%j', (written, fault) => {
    expect(faults(written)).toContain(fault)
  })

  test.each<[unknown, string]>([
    [
      {
        bandOf: { ageAt: 'birthDate' },
        steps: [
          { below: 90, give: 1 },
          { below: 80, give: 2 },
        ],
        otherwise: 0,
      },
      'steps[1]: 分档要从小到大，不能重叠',
    ],
    [{ mulBps: [1, 2] }, 'mulBps: 缺少 round'],
    [{ mulBps: [1, 2], round: 'nearest' }, 'round: 这里只能是 half_up、down、up'],
    [{ lookup: 'disabilityGrade', cases: { fifth: 1 }, otherwise: 0 }, 'cases.fifth: “残疾等级”没有“fifth”这一项'],
    [1e20, ': 这里要写整数（金额以分为单位）'],
    [{ add: Array.from({ length: 101 }, () => 1) }, 'add: 这里最多写 100 项'],
  ])('%j', (written, fault) => {
    expect(quantityFaults(written)).toContain(fault)
  })
})

test('all faults are told at once', () => {
  expect(
    faults({
      all: [
        { fact: 'a', eq: 1 },
        { fact: 'b', eq: 1 },
        { fact: 'employment', eq: 'x' },
      ],
    }),
  ).toHaveLength(3)
})

test('what nests without end is refused, not followed', () => {
  let written: unknown = { fact: 'livingAlone', eq: true }
  for (let depth = 0; depth < 10_000; depth += 1) written = { not: written }
  expect(faults(written)).toEqual([expect.stringContaining('嵌套太深')])
})

test('names from a rule reach nothing of the language it is compiled to', () => {
  expect(faults({ fact: '__proto__', eq: true })).toContain('fact: 没有叫“__proto__”的事实')
  expect(faults({ fact: 'employment', eq: 'constructor' })[0]).toContain('只能是')
  expect(quantityFaults({ lookup: 'disabilityGrade', cases: { constructor: 1 }, otherwise: 0 })[0]).toContain('没有“constructor”这一项')
})
