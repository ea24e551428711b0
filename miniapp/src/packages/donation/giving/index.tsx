import { useRouter } from '@tarojs/taro'
import { goInstead, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Empty } from '../../../ui/empty'
import { Page } from '../../../ui/page'
import { type Entry, readEntry, readThrough, type Through } from './entry'
import { FindCode } from './find-code'
import { GiveToTarget } from './give-to-target'
import { DoNotPay, Refused } from './refusal'
import './style.scss'
import { type Target, targetOfProject, targetOfScan } from './target'
import { tellPlace } from './tell-place'

async function findTarget({ kind, value }: Entry): Promise<Target> {
  if (kind === 'project') return targetOfProject(await call('getProject', { params: { projectId: value } }))
  const scanned = await call('scanCode', { body: { source: kind, value } })
  void tellPlace(scanned.codeId)
  return targetOfScan(scanned)
}

function GivingByEntry({ entry, through }: { entry: Entry; through: Through }) {
  const remote = useRemote(`${entry.kind}:${entry.value}`, () => findTarget(entry))
  const { data: target, failure } = remote
  if (!target && (failure?.code === 'code_forged' || failure?.code === 'code_foreign'))
    return <DoNotPay forged={failure.code === 'code_forged'} entry={entry} />
  if (!target && failure?.code === 'not_found') {
    return (
      <Page title='捐一笔' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='没有找到这个项目' advice='它可能已经结束并移除。'>
          <Button onPress={() => goInstead(pages.projects)}>看看公益项目</Button>
        </Empty>
      </Page>
    )
  }
  if (!target) return <Page title='捐一笔' remote={remote} />
  return target.refusal ? <Refused target={target} /> : <GiveToTarget target={target} through={through} />
}

export default function GivingPage() {
  const { params } = useRouter()
  const entry = readEntry(params)
  return entry ? <GivingByEntry entry={entry} through={readThrough(params)} /> : <FindCode />
}
