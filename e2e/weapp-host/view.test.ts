import { afterEach, describe, expect, it } from 'vitest'
import { getAtPath, parseDataPath, setAtPath } from './data-path.ts'
import { launchFixture } from './fixtures/fixture.ts'
import type { WeappApp } from './index.ts'

let app: WeappApp
afterEach(() => app?.close())

/** setData as the page itself would call it. */
function setData(patch: Record<string, unknown>): void {
  app.runInPage('setData', patch)
}

describe('wxml', () => {
  it('renders conditions, lists, templates, wxs and includes through the compiled code', () => {
    app = launchFixture()
    const lines = app.page().text().split('\n')
    expect(lines).toContain('好')
    expect(lines).toContain('0:甲')
    expect(lines).toContain('1:乙')
    expect(app.page().text()).toContain('二!')
    expect(app.page().text()).toContain('共 2 行')
    expect(lines).not.toContain('看不见')
    expect(app.faults).toEqual([])
  })

  it.each([
    ['fair', '中'],
    ['bad', '差'],
  ])('shows the branch of %s and no other', (mood, word) => {
    app = launchFixture()
    setData({ mood })
    const lines = app.page().text().split('\n')
    expect(lines.filter((line) => ['好', '中', '差'].includes(line))).toEqual([word])
  })

  it('follows setData paths into lists and objects', () => {
    app = launchFixture()
    setData({ 'rows[1].name': '丙', 'deep.list.[1].word': '三', 'rows[2]': { id: 3, name: '丁' } })
    const text = app.page().text()
    expect(text).toContain('1:丙')
    expect(text).toContain('2:丁')
    expect(text).toContain('三!')
    expect(text).toContain('共 3 行')
  })

  it('keeps keyed elements, and what was typed into them, when a list is turned around', async () => {
    app = launchFixture()
    const second = app.page().byRole('textbox', '备注2')[0]
    if (!second) throw new Error('no field')
    await app.input(second, '记下了')
    setData({
      rows: [
        { id: 2, name: '乙' },
        { id: 1, name: '甲' },
      ],
    })
    expect(app.page().byRole('textbox', '备注2')[0]).toBe(second)
    expect(app.page().valueOf(second)).toBe('记下了')
    setData({ rows: [{ id: 1, name: '甲' }] })
    expect(second.connected).toBe(false)
    await expect(app.tap(second)).rejects.toThrow('no longer on the page')
  })

  it('counts the bytes of the first and the largest setData', () => {
    app = launchFixture()
    setData({ mood: '好' })
    setData({ mood: '好'.repeat(50) })
    const [measure] = app.measures
    expect(measure?.firstSetDataBytes).toBe(Buffer.byteLength(JSON.stringify({ mood: '好' })))
    expect(measure?.largestSetDataBytes).toBe(Buffer.byteLength(JSON.stringify({ mood: '好'.repeat(50) })))
  })
})

describe('setData paths', () => {
  it.each([
    ['a.b', ['a', 'b']],
    ['a[0].b', ['a', 0, 'b']],
    ['root.cn.[0].cn.[12].v', ['root', 'cn', 0, 'cn', 12, 'v']],
  ])('reads %s', (path, steps) => {
    expect(parseDataPath(path)).toEqual(steps)
  })

  it('refuses an empty path and makes what is missing', () => {
    expect(() => parseDataPath('')).toThrow('empty')
    const data: Record<string, unknown> = { a: 1 }
    setAtPath(data, 'list[1].x', 5)
    setAtPath(data, 'a.b', 2)
    expect(data).toEqual({ a: { b: 2 }, list: [undefined, { x: 5 }] })
    expect(getAtPath(data, 'list[1].x')).toBe(5)
    expect(getAtPath(data, 'list[7].x')).toBeUndefined()
  })
})
