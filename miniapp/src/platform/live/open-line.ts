import Taro from '@tarojs/taro'
import { warn } from '../log'
import { eventIn, type OpenLine } from './line'
import type { Watched } from './watched'

function messageIn(text: unknown): { event?: unknown; data?: unknown } {
  try {
    const message: unknown = JSON.parse(String(text))
    return typeof message === 'object' && message !== null ? message : {}
  } catch {
    return {}
  }
}

/** A socket: who one is goes in its first message, so that no token stands in an address. */
export const openLineTo =
  ({ ticket }: Watched): OpenLine =>
  ({ alive, heard, ended }) => {
    let task: Taro.SocketTask | null = null
    let unwanted = false
    async function connect(): Promise<void> {
      const shown = await ticket()
      if (unwanted) return
      task = await Taro.connectSocket({ url: `${API_BASE.replace(/^http/, 'ws')}${shown.path}` })
      if (unwanted) return task.close({})
      const mine = task
      mine.onOpen(() => mine.send({ data: JSON.stringify({ ticket: shown.ticket }) }))
      mine.onMessage(({ data }) => {
        alive()
        const message = messageIn(data)
        const told = eventIn(message.event, message.data)
        if (told) heard(told)
      })
      mine.onError((error) => warn('line', error))
      mine.onClose(() => ended())
    }
    connect().catch((error: unknown) => {
      warn('line', error)
      ended()
    })
    return () => {
      unwanted = true
      task?.close({})
    }
  }
