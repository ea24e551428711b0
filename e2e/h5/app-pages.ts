import { fileURLToPath } from 'node:url'
import * as z from 'zod'

const appConfig = z.object({
  pages: z.array(z.string()),
  subPackages: z.array(z.object({ root: z.string(), pages: z.array(z.string()) })),
})

/** Every page that the web build has, as its own configuration lists them. */
export async function appPages(): Promise<string[]> {
  const file = fileURLToPath(new URL('../../miniapp/src/app.config.ts', import.meta.url))
  process.env.TARO_ENV = 'h5'
  // Taro hands the configuration to this global function.
  Object.assign(globalThis, { defineAppConfig: (config: unknown) => config })
  const module: unknown = await import(/* @vite-ignore */ file)
  const { pages, subPackages } = z.object({ default: appConfig }).parse(module).default
  return [...pages, ...subPackages.flatMap(({ root, pages: inside }) => inside.map((page) => `${root}/${page}`))]
}
