import { checkDisk, checkNode, install, Obstacle } from './preflight.mjs'

/**
 * What every command of ours needs before its TypeScript can be loaded: a fit Node, the dependencies, the loader.
 * Ends the process with one sentence when that can't be had.
 * @param {string} root
 * @param {(line: string) => void} log
 */
export async function prepare(root, log) {
  try {
    checkNode()
    checkDisk(root)
    if (await install(root, log)) log('依赖已安装')
  } catch (error) {
    if (!(error instanceof Obstacle)) throw error
    console.error(error.message)
    process.exit(1)
  }
  const { register } = await import('tsx/esm/api')
  register()
}
