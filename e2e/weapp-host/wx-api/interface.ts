import { callbackApi, text, WxFailure } from './call.ts'
import type { WxHost } from './host.ts'

/** Toast, modal, action sheet, clipboard, calls: what appears over the page. */
export function interfaceApi(host: WxHost): Record<string, unknown> {
  const { realm, screen, phone } = host
  const api = (name: string, run: (options: Record<string, unknown>) => unknown) => callbackApi(realm, name, run)
  return {
    showToast: api('showToast', (options) => {
      const words = text(options, 'title')
      screen.toast = words
      screen.toasts.push(words)
      setTimeout(() => {
        if (screen.toast === words) screen.toast = null
      }, Number(options.duration) || 1500).unref()
    }),
    hideToast: api('hideToast', () => {
      screen.toast = null
    }),
    showLoading: api('showLoading', (options) => {
      screen.loading = text(options, 'title')
    }),
    hideLoading: api('hideLoading', () => {
      screen.loading = null
    }),
    showModal: api('showModal', (options) => {
      const confirmed = options.showCancel === false || phone.modal === 'confirm'
      screen.modals.push({ title: text(options, 'title'), content: text(options, 'content'), confirmed })
      return { confirm: confirmed, cancel: !confirmed, content: '' }
    }),
    showActionSheet: api('showActionSheet', () => {
      if (phone.modal === 'cancel') throw new WxFailure('cancel')
      return { tapIndex: 0 }
    }),
    setClipboardData: api('setClipboardData', (options) => {
      screen.clipboard = text(options, 'data')
      screen.toasts.push('内容已复制')
    }),
    getClipboardData: api('getClipboardData', () => ({ data: screen.clipboard })),
    makePhoneCall: api('makePhoneCall', (options) => {
      if (!text(options, 'phoneNumber')) throw new WxFailure('phoneNumber is empty')
      screen.phoneCalls.push(text(options, 'phoneNumber'))
    }),
    vibrateLong: api('vibrateLong', () => {
      screen.noise.shakes += 1
    }),
    ...Object.fromEntries(
      [
        'hideKeyboard',
        'vibrateShort',
        'previewImage',
        'setKeepScreenOn',
        'loadFontFace',
        'saveImageToPhotosAlbum',
        'openLocation',
        'openDocument',
      ].map((name) => [name, api(name, () => undefined)]),
    ),
  }
}
