import { randomBytes } from 'node:crypto'
import { dispatch } from './event.ts'
import type { Realm } from './realm.ts'
import type { ComponentInstance } from './view-tree.ts'
import { composedChildren, composedPath, type ViewElement, walk } from './view-tree.ts'

export interface ControlServices {
  realm: Realm
  page: ComponentInstance
  /** Follows a <navigator>. */
  navigate(kind: string, url: string): void
  loginLabel: string
  phoneNumber: 'give' | 'refuse' | 'quota'
}

export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && value !== '' && value !== 'false')
}

export function controlValue(element: ViewElement): string {
  const value = 'value' in element.state ? element.state.value : element.attrs.value
  return value === undefined || value === null ? '' : String(value)
}

export function isChecked(element: ViewElement): boolean {
  return element.state.checked ?? isTrue(element.attrs.checked)
}

/** What the program set wins over what the person did before. */
export function programSet(element: ViewElement, changed: string[]): void {
  if (changed.includes('value')) delete element.state.value
  if (changed.includes('checked')) delete element.state.checked
}

const groupOf = (path: ViewElement[], tag: string) => path.find((element) => element.tag === tag)
const within = (element: ViewElement, tag: string) => [...walk(composedChildren(element))].filter((child) => child.tag === tag)

function formValues(form: ViewElement): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const element of walk(composedChildren(form))) {
    const name = element.attrs.name
    if (typeof name !== 'string' || !name) continue
    if (element.tag === 'input' || element.tag === 'textarea' || element.tag === 'picker' || element.tag === 'slider')
      values[name] = controlValue(element)
    else if (element.tag === 'switch') values[name] = isChecked(element)
    else if (element.tag === 'radio-group') values[name] = within(element, 'radio').find(isChecked)?.attrs.value ?? ''
    else if (element.tag === 'checkbox-group')
      values[name] = within(element, 'checkbox')
        .filter(isChecked)
        .map(({ attrs }) => attrs.value)
  }
  return values
}

/** What WeChat's dialogue for the phone number answers the program. */
function phoneDetail(api: string, { loginLabel, phoneNumber }: ControlServices): Record<string, unknown> {
  if (phoneNumber === 'refuse') return { errMsg: `${api}:fail user deny` }
  if (phoneNumber === 'quota') return { errMsg: `${api}:fail`, errno: 1_400_001 }
  return { errMsg: `${api}:ok`, code: `phone:${loginLabel}:${randomBytes(8).toString('hex')}` }
}

const openTypeEvents: Record<string, (services: ControlServices) => { type: string; detail: Record<string, unknown> }> = {
  getPhoneNumber: (services) => ({ type: 'getphonenumber', detail: phoneDetail('getPhoneNumber', services) }),
  getRealtimePhoneNumber: (services) => ({ type: 'getrealtimephonenumber', detail: phoneDetail('getRealtimePhoneNumber', services) }),
  agreePrivacyAuthorization: () => ({ type: 'agreeprivacyauthorization', detail: { errMsg: 'agreePrivacyAuthorization:ok' } }),
  openSetting: () => ({ type: 'opensetting', detail: { errMsg: 'openSetting:ok', authSetting: {} } }),
  contact: () => ({ type: 'contact', detail: { errMsg: 'enterContact:ok' } }),
  chooseAvatar: () => ({ type: 'chooseavatar', detail: { avatarUrl: 'wxfile://tmp_avatar.png' } }),
}

/** What the native layer does on its own after a tap: switches turn, forms submit, labels pass the tap on. */
export function afterTap(target: ViewElement, services: ControlServices): void {
  const { realm, page } = services
  const path = composedPath(page.root, target)
  const control = path.find(({ tag }) => ['button', 'switch', 'radio', 'checkbox', 'navigator', 'label'].includes(tag))
  if (!control || isTrue(control.attrs.disabled)) return
  if (control.tag === 'label') {
    const wanted = control.attrs.for ? [...walk(page.root)].find(({ id }) => id === control.attrs.for) : undefined
    const labelled =
      wanted ?? [...walk(composedChildren(control))].find(({ tag }) => ['switch', 'radio', 'checkbox', 'button'].includes(tag))
    if (labelled && labelled !== target) afterTap(labelled, services)
    return
  }
  if (control.tag === 'switch') {
    control.state.checked = !isChecked(control)
    dispatch(realm, page, control, 'change', { value: control.state.checked })
  } else if (control.tag === 'radio') {
    if (isChecked(control)) return
    const group = groupOf(composedPath(page.root, control), 'radio-group')
    if (group) for (const radio of within(group, 'radio')) radio.state.checked = radio === control
    else control.state.checked = true
    if (group) dispatch(realm, page, group, 'change', { value: control.attrs.value ?? '' })
  } else if (control.tag === 'checkbox') {
    control.state.checked = !isChecked(control)
    const group = groupOf(composedPath(page.root, control), 'checkbox-group')
    if (group)
      dispatch(realm, page, group, 'change', {
        value: within(group, 'checkbox')
          .filter(isChecked)
          .map(({ attrs }) => attrs.value),
      })
  } else if (control.tag === 'navigator') services.navigate(String(control.attrs.openType || 'navigate'), String(control.attrs.url ?? ''))
  else pressButton(control, services)
}

function pressButton(button: ViewElement, services: ControlServices): void {
  const { realm, page } = services
  const openType = openTypeEvents[String(button.attrs.openType ?? '')]?.(services)
  if (openType) dispatch(realm, page, button, openType.type, openType.detail)
  const formType = button.attrs.formType
  const form = formType ? groupOf(composedPath(page.root, button), 'form') : undefined
  if (!form) return
  if (formType === 'submit') dispatch(realm, page, form, 'submit', { value: formValues(form) })
  if (formType === 'reset') {
    for (const element of walk(composedChildren(form))) element.state = {}
    dispatch(realm, page, form, 'reset', {})
  }
}

/** Types into an input or textarea, replacing what stands there, then leaves it. */
export function typeInto(element: ViewElement, words: string, { realm, page }: ControlServices): void {
  if (element.tag !== 'input' && element.tag !== 'textarea') throw new Error(`can't type into <${element.tag}>`)
  if (isTrue(element.attrs.disabled)) throw new Error('the field is disabled')
  const limit = Number(element.attrs.maxlength ?? 140)
  const value = limit >= 0 ? [...words].slice(0, limit).join('') : words
  dispatch(realm, page, element, 'focus', { value: controlValue(element), height: 260 })
  element.state.value = value
  dispatch(realm, page, element, 'input', { value, cursor: value.length, keyCode: 0 })
  // Read again: the program may have set another value while it heard of this one.
  dispatch(realm, page, element, 'blur', { value: controlValue(element), cursor: value.length })
}
