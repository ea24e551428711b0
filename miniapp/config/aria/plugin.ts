import path from 'node:path'
import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import readable from './attributes.json'

type MiniPlatform = TaroPlatformBase & { template?: { mergeComponents(context: IPluginContext, patch: object): void } }

/** Lets `aria-*` and `role` through to the mini-program's own components: Taro's templates leave them out. */
export default (context: IPluginContext) => {
  context.registerMethod({
    name: 'onSetupClose',
    fn(platform: MiniPlatform) {
      if (!platform.template) return
      const attributes = Object.fromEntries(readable.attributes.map((name) => [name, '']))
      for (const component of readable.components) platform.template.mergeComponents(context, { [component]: attributes })
      platform.runtimePath = [platform.runtimePath, path.resolve(__dirname, 'runtime.ts')].flat()
    },
  })
}
