import { afterEach, describe, expect, it } from 'vitest'
import { launchFixture } from './fixtures/fixture.ts'
import type { LaunchOptions, WeappApp } from './index.ts'

let app: WeappApp
afterEach(() => app?.close())
const order = () => app.page().data.order

describe('events', () => {
  it('go down in capture and up until someone catches them', async () => {
    app = launchFixture()
    await app.tap('接住')
    expect(order()).toEqual(['capture', 'inner<inner', 'middle<inner'])
  })

  it('bubble to the outermost when nobody catches', async () => {
    app = launchFixture()
    app.runInPage('setData', { catching: false })
    await app.tap('冒泡')
    expect(order()).toEqual(['capture', 'inner<inner', 'middle<inner', 'outer<inner'])
  })

  it('run one mut-bind alone', async () => {
    app = launchFixture()
    await app.tap('互斥')
    expect(order()).toEqual(['b<b'])
  })

  it('carry dataset and id of the element that was tapped', async () => {
    app = launchFixture()
    await app.tap('1:乙')
    expect(app.page().data).toMatchObject({ chosen: 2, chosenId: 'row-2' })
  })

  it('record a handler that does not exist', async () => {
    app = launchFixture()
    await app.tap('没人接')
    expect(app.faults).toMatchObject([{ kind: 'exception', message: expect.stringContaining('no method "missing"') as string }])
  })

  it('find an element by the role and name a screen reader says', async () => {
    app = launchFixture()
    const [element] = app.page().byRole('button', '读给我听')
    expect(element?.tag).toBe('view')
    await app.tap('读给我听')
    expect(order()).toEqual(['aria<aria'])
  })
})

describe('components', () => {
  it('take properties, run observers and lifetimes, and fill their slots', async () => {
    app = launchFixture()
    await app.settle()
    expect(app.page().text()).toContain('计数 3')
    expect(app.page().text()).toContain('双倍 6')
    const lines = app.page().text().split('\n')
    expect(lines.indexOf('槽内')).toBeLessThan(lines.indexOf('计数 3'))
    expect(lines.indexOf('槽尾')).toBeGreaterThan(lines.indexOf('计数 3'))
    expect(app.requireModule('components/life')).toEqual(['attached', 'ready'])
    app.runInPage('setData', { start: 8 })
    expect(app.page().text()).toContain('计数 8')
    app.runInPage('setData', { counting: false })
    expect(app.requireModule('components/life')).toEqual(['attached', 'ready', 'detached'])
    expect(app.page().text()).not.toContain('槽内')
  })

  it('tell their user by triggerEvent', async () => {
    app = launchFixture()
    await app.tap('计数 3')
    expect(app.page().data.counted).toEqual({ value: 4 })
    expect(app.page().text()).toContain('双倍 8')
  })

  it('hear what happens in their slot, seen as their own element', async () => {
    app = launchFixture()
    await app.tap('框内')
    expect(order()).toEqual(['framed<framed'])
    expect(app.requireModule('components/life')).toContain('frame target frame')
  })
})

describe('native controls', () => {
  const open = async (options: Partial<LaunchOptions> = {}) => {
    app = launchFixture(options)
    await app.tapTab('第二')
  }
  const details = () => app.page().data.details

  it('type within maxlength; what the program sets wins', async () => {
    await open()
    const field = await app.input('金额', '1234567')
    expect(app.page().data.typed).toBe('12345')
    await app.input('金额', '9999')
    expect(app.page().valueOf(field)).toBe('500')
  })

  it('choose by the label', async () => {
    await open()
    await app.tap('乙项')
    await app.tap('乙项')
    await app.tap('勾二')
    await app.tap('勾一')
    await app.tap('匿名')
    expect(details()).toEqual([{ value: 'b' }, { value: ['x', 'y'] }, { value: ['y'] }, { value: true }])
  })

  it('submit and reset a form', async () => {
    await open()
    await app.input('金额', '12.5')
    await app.tap('甲项')
    await app.tap('提交')
    expect(app.page().data.submitted).toEqual({ amount: '12.5', kind: 'a', tags: ['x'], anonymous: false })
    await app.tap('重填')
    expect(app.page().valueOf(app.page().byRole('textbox')[0] as never)).toBe('')
  })

  it('refuse a disabled button, and answer an open-type button', async () => {
    await open()
    await expect(app.tap('不能点')).rejects.toThrow('disabled')
    await app.tap('手机号')
    expect(details()).toMatchObject([{ errMsg: 'getPhoneNumber:ok', code: expect.stringMatching(/^phone:[^:]+:[0-9a-f]+$/) }])
  })

  it.each([
    ['refuse', { errMsg: 'getPhoneNumber:fail user deny' }],
    ['quota', { errMsg: 'getPhoneNumber:fail', errno: 1_400_001 }],
  ] as const)('answer a person who would %s their number', async (phoneNumber, detail) => {
    await open({ phoneNumber })
    await app.tap('手机号')
    expect(details()).toEqual([detail])
  })

  it('pick, and follow a navigator into a sub-package', async () => {
    await open()
    const [picker] = app.page().byRole('combobox')
    if (!picker) throw new Error('no picker')
    app.pick(picker, 1)
    expect(details()).toEqual([{ value: 1 }])
    await app.tap('远处')
    await app.waitForRoute('packages/far/deep/index')
    expect(app.page().text()).toBe('分包到了 nav')
  })
})
