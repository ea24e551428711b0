import { describe, expect, test } from 'vitest'
import { choose, type Ground, helpersOf } from './domain.ts'

const one = (name: string) => [{ accountId: name, name }]
const ground: Ground = {
  onShift: one('值班员'),
  nearby: one('邻格员'),
  assigned: one('网格长'),
  community: one('社区'),
  street: one('街道'),
  district: one('区值班'),
}
const none: Ground = { onShift: [], nearby: [], assigned: [], community: [], street: [], district: [] }

describe('who is asked first', () => {
  const order = ['值班员', '邻格员', '网格长', '社区', '街道', '区值班']
  test.each(order.map((name, index) => [name, order.slice(0, index)] as const))('%s, where %j said they can’t go', (name, passedOver) => {
    expect(choose(ground, passedOver)?.helper.name).toBe(name)
  })
  test('nobody is left: nobody is made up', () => expect(choose(ground, order)).toBeNull())
  test('opened again it goes to those above, and only then back', () => {
    expect(choose(ground, [], true)?.helper.name).toBe('社区')
    expect(choose({ ...none, onShift: ground.onShift }, [], true)?.helper.name).toBe('值班员')
  })
  test('the reason names who and why', () => {
    expect(choose(ground, ['值班员'])?.because).toBe('这个网格没有人值班，邻格员正在同一社区值班')
  })
})

test('of a rung each is told once, whatever they are besides', () => {
  const twice = { ...ground, nearby: one('甲'), assigned: one('甲'), onShift: one('乙') }
  expect(helpersOf('backup', twice).map(({ name }) => name)).toEqual(['甲', '乙'])
})
