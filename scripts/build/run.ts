import { buildTarget, type TargetName, targets } from './targets.ts'

function isTarget(name: string): name is TargetName {
  return name in targets
}

/** Builds the named targets, or all; `--force` builds what has not changed too. Answers the exit code. */
export async function runBuild(root: string, args: readonly string[]): Promise<number> {
  const force = args.includes('--force')
  const named = args.filter((arg) => !arg.startsWith('--'))
  const unknown = named.filter((name) => !isTarget(name))
  if (unknown.length > 0) {
    console.error(`没有叫 ${unknown.join('、')} 的构建目标，可选：${Object.keys(targets).join('、')}`)
    return 1
  }
  const wanted = (named.length > 0 ? named : Object.keys(targets)).filter(isTarget)
  let failed = false
  for (const name of wanted) {
    const began = Date.now()
    try {
      const outcome = await buildTarget(root, name, { force })
      console.log(
        `${name}:${outcome === 'fresh' ? '没有改动，沿用上次的构建' : `已构建（${((Date.now() - began) / 1000).toFixed(1)} 秒）`}`,
      )
    } catch (error) {
      failed = true
      console.error(`${name}：构建失败：${error instanceof Error ? error.message : error}`)
    }
  }
  return failed ? 1 : 0
}
