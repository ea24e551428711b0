import type { Plugin } from 'vite'
import { contracts } from '../../shared/contracts/index.ts'

const moduleName = 'virtual:route-constants'
const resolvedName = `\0${moduleName}`

/** Emits method and path of each operation at build time, so that the first load carries no schema library. */
export function routeConstants(): Plugin {
  return {
    name: 'minsheng-route-constants',
    resolveId: (id) => (id === moduleName ? resolvedName : undefined),
    load(id) {
      if (id !== resolvedName) return undefined
      const routes = Object.fromEntries(Object.entries(contracts).map(([name, { method, path }]) => [name, { method, path }]))
      return `export const routes = ${JSON.stringify(routes)}`
    },
  }
}
