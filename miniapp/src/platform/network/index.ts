import Taro from '@tarojs/taro'
import { createStore, useStore } from '../store'

const online = createStore(true)

function start() {
  Taro.onNetworkStatusChange((status) => online.set(status.isConnected))
  Taro.getNetworkType({ success: (answer) => online.set(answer.networkType !== 'none') })
}
start()

/** Whether the phone has a network at all. */
export function useOnline(): boolean {
  return useStore(online)
}
