import { describe, expect, test } from 'vitest'
import { choose, type Ground, helpersOf } from './domain.ts'

const one = (name: string) => [{ accountId: name, name }]
const place = { lat: 30.22, lng: 120.18 }
const at = new Date('2026-12-01T04:00:00Z')
const asked = (passedOver: readonly string[] = [], more: Partial<Parameters<typeof choose>[1]> = {}) => ({
  passedOver,
  anew: false,
  place,
  at,
  ...more,
})
const ground: Ground = {
  absent: [],
  near: [],
  onShift: one('值班员'),
  nearby: one('邻格员'),
  assigned: one('网格长'),
  community: one('社区'),
  street: one('街道'),
  district: one('区值班'),
}
const none: Ground = { absent: [], near: [], onShift: [], nearby: [], assigned: [], community: [], street: [], district: [] }

describe('who is asked first', () => {
  const order = ['值班员', '邻格员', '网格长', '社区', '街道', '区值班']
  test.each(order.map((name, index) => [name, order.slice(0, index)] as const))('%s, where %j said they can’t go', (name, passedOver) => {
    expect(choose(ground, asked(passedOver))?.helper.name).toBe(name)
  })
  test('nobody is left: nobody is made up', () => expect(choose(ground, asked(order))).toBeNull())
  test('opened again it goes to those above, and only then back', () => {
    expect(choose(ground, asked([], { anew: true }))?.helper.name).toBe('社区')
    expect(choose({ ...none, onShift: ground.onShift }, asked([], { anew: true }))?.helper.name).toBe('值班员')
  })
  test('the reason names who and why', () => {
    expect(choose(ground, asked(['值班员']))?.because).toBe('这个网格值班的人去不了，邻格员正在同一社区值班')
    expect(choose({ ...ground, onShift: [] }, asked())?.because).toBe('这个网格没有人值班，邻格员正在同一社区值班')
    expect(choose({ ...ground, onShift: [], absent: one('老李') }, asked())?.because).toBe('这个网格的老李已经下班，邻格员正在同一社区值班')
  })
})

describe('nobody is in the grid: those at work in the street', () => {
  const working = (name: string, metresNorth: number | null, minutesAgo = 0, inCommunity = false) => ({
    accountId: name,
    name,
    inCommunity,
    fix:
      metresNorth === null
        ? null
        : { place: { lat: place.lat + metresNorth / 111_195, lng: place.lng }, at: new Date(at.getTime() - minutesAgo * 60_000) },
  })
  const street = { ...ground, onShift: [], near: [working('远', 1_240), working('近', 300, 10), working('不知', null, 0, true)] }

  test('the nearest is asked, with how far and how old the place is', () => {
    expect(choose(street, asked())).toMatchObject({
      rung: 'worker',
      because: '这个网格没有人值班，近在班，离得最近（约 300 米，10 分钟前的位置）',
    })
    expect(choose(street, asked(['近']))?.because).toContain('约 1.2 公里')
  })
  test('whose place is not known comes after the roster of the community, and before whose grid it is', () => {
    expect(choose(street, asked(['近', '远']))?.helper.name).toBe('邻格员')
    expect(choose(street, asked(['近', '远', '邻格员']))?.because).toContain('不知正在同一社区上班')
    expect(choose(street, asked(['近', '远', '邻格员', '不知']))?.helper.name).toBe('网格长')
  })
  test('where the call came from is not known: nobody is nearest, those of the community are asked before those of the street', () => {
    expect(choose({ ...street, nearby: [] }, asked([], { place: null }))?.helper.name).toBe('不知')
    expect(choose({ ...street, nearby: [] }, asked(['不知'], { place: null }))?.helper.name).toBe('远')
  })
  test('a backup is the three nearest besides', () => {
    const near = [working('一', 100), working('二', 200), working('三', 300), working('四', 400)]
    expect(helpersOf('backup', { ...ground, near, nearby: [], assigned: [] }, place, at).map(({ name }) => name)).toEqual([
      '一',
      '二',
      '三',
      '值班员',
    ])
  })
})

test('of a rung each is told once, whatever they are besides', () => {
  const twice = { ...ground, nearby: one('甲'), assigned: one('甲'), onShift: one('乙') }
  expect(helpersOf('backup', twice).map(({ name }) => name)).toEqual(['甲', '乙'])
})
