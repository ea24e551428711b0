import { existsSync } from 'node:fs'
import { onPath, runCommand } from '../../bff/src/platform/db/embedded/command.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function found(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (!existsSync(named)) throw new Error(`环境变量 CHROMIUM_PATH 指定的 ${named} 不存在，请改正或去掉它`)
    return named
  }
  return names.map(onPath).find((path) => path !== null) ?? null
}

/** Without a Chinese font every page is a row of boxes, and widths mean nothing. */
async function hasChineseFont(): Promise<boolean> {
  const { code, output } = await runCommand('fc-list', [':lang=zh'], { timeoutMs: 20_000 })
  return code === 0 && output.trim() !== ''
}

/**
 * The Chromium the journeys run in; installed with apt where that is ours to do.
 * @throws one sentence that says what to install
 */
export async function ensureChromium(log: (line: string) => void): Promise<string> {
  const present = found()
  if (present && (process.env.CHROMIUM_PATH || (await hasChineseFont()))) return present
  const aptGet = onPath('apt-get')
  const wanted = ['chromium', 'fonts-noto-cjk', 'fontconfig']
  if (process.getuid?.() !== 0 || !aptGet) {
    if (present) return present
    throw new Error(
      `找不到 Chromium:请先安装（Debian:sudo apt-get install -y ${wanted.join(' ')}），或用环境变量 CHROMIUM_PATH 指出它的位置`,
    )
  }
  log('正在安装 Chromium 和中文字体（apt-get）…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = () => runCommand(aptGet, ['install', '-y', '--no-install-recommends', ...wanted], { timeoutMs: 600_000, env })
  if ((await install()).code !== 0) {
    await runCommand(aptGet, ['update'], { timeoutMs: 300_000, env })
    const { code, output } = await install()
    if (code !== 0)
      throw new Error(`Chromium 没有安装成功，请手动运行 apt-get install -y ${wanted.join(' ')}:${output.trim().split('\n').at(-1)}`)
  }
  const installed = found()
  if (!installed) throw new Error('apt-get 已安装 chromium，但在 PATH 上找不到它；请用环境变量 CHROMIUM_PATH 指出它的位置')
  return installed
}
