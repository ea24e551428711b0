import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../../bff/src/platform/db/embedded/command.ts'
import { makeVenv } from './python-venv.ts'

const requirement = 'schemathesis==4.32.*'

/** Makes the tool's own Python environment once. @throws one sentence that says what to install */
export async function ensureSchemathesis(root: string, log: (line: string) => void): Promise<string> {
  const venv = join(root, '.cache', 'venv')
  const program = join(venv, 'bin', 'st')
  if (existsSync(program) && (await runCommand(program, ['--version'], { timeoutMs: 60_000 })).output.includes('version 4.32.'))
    return program
  log(`正在准备接口模糊测试工具（${requirement}）…`)
  await makeVenv(venv, requirement, '接口模糊测试')
  return program
}
