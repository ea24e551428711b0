import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { onPath, runCommand } from '../../bff/src/platform/db/embedded/command.ts'

/** Makes a Python environment of its own with what is required in it. @throws one sentence that says what to install */
export async function makeVenv(venv: string, requirement: string, purpose: string): Promise<void> {
  const python = onPath('python3')
  if (!python) throw new Error(`找不到 python3:${purpose}需要它，请先安装（Debian:apt-get install -y python3 python3-venv）`)
  rmSync(venv, { recursive: true, force: true })
  mkdirSync(dirname(venv), { recursive: true })
  const make = () => runCommand(python, ['-m', 'venv', venv], { timeoutMs: 120_000 })
  if ((await make()).code !== 0) {
    const aptGet = onPath('apt-get')
    if (process.getuid?.() === 0 && aptGet) {
      await runCommand(aptGet, ['update'], { timeoutMs: 300_000 })
      await runCommand(aptGet, ['install', '-y', '--no-install-recommends', 'python3-venv'], { timeoutMs: 300_000 })
      rmSync(venv, { recursive: true, force: true })
    }
    const { code } = await make()
    if (code !== 0) throw new Error('不能建立 Python 虚拟环境：请先安装 python3-venv(Debian:apt-get install -y python3-venv)')
  }
  const { code, output } = await runCommand(join(venv, 'bin', 'pip'), ['install', '-q', '--disable-pip-version-check', requirement], {
    timeoutMs: 300_000,
  })
  if (code !== 0) throw new Error(`${requirement} 没有安装成功：${output.trim().split('\n').at(-1)}`)
}
