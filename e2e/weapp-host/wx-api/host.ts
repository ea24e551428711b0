import type { EnterOptions } from '../app-service.ts'
import type { InstanceServices } from '../component-instance.ts'
import type { Device, LaunchOptions } from '../options.ts'
import type { PageStack } from '../page-stack.ts'

export interface RequestRecord {
  method: string
  url: string
  /** null while in flight or when nothing came back. */
  status: number | null
  error: string | null
  requestHeaders: Record<string, string>
  requestBody: string | null
  responseBody: string | null
  milliseconds: number
}

/** What stands on the screen beside the page itself. */
export interface ScreenState {
  toast: string | null
  loading: string | null
  titles: Map<string, string>
  /** Texts on the tab bar, by the place of the tab. */
  badges: Map<number, string>
  clipboard: string
  /** Texts of every modal that was shown. */
  modals: { title: string; content: string; confirmed: boolean }[]
  toasts: string[]
  phoneCalls: string[]
  /** How often the phone shook, and how many tones it played. */
  noise: { shakes: number; tones: number }
  /** Outcomes of wx.requestPayment. */
  payments: ('paid' | 'cancelled' | 'failed')[]
  /** What wx.openDocument showed in the phone's own reader. */
  documents: { fileType: string; content: Buffer; canBeSentOn: boolean }[]
}

export interface Phone {
  storage: Map<string, string>
  device: Device
  network: 'wifi' | '4g' | 'none'
  scanResult: string | null
  payment: 'pay' | 'cancel'
  modal: 'confirm' | 'cancel'
  loginLabel: string
  phoneNumber: 'give' | 'refuse' | 'quota'
}

/** Everything that the wx APIs work on. */
export interface WxHost extends InstanceServices {
  options: LaunchOptions
  phone: Phone
  screen: ScreenState
  requests: RequestRecord[]
  enter: EnterOptions
  launched: EnterOptions
  stack: PageStack
  /** Sockets that are open or being opened. */
  sockets: Set<{ terminate: () => void }>
  listeners: Map<string, Set<(event: unknown) => void>>
}

/** Tells everyone who listens by wx.onXxx. */
export function emit(host: WxHost, name: string, event: unknown): void {
  for (const listener of host.listeners.get(name) ?? []) host.realm.guard(`wx.on${name}`, () => listener(host.realm.import(event)))
}
