import { go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { reconciledWords } from '../words'

/**
 * How far the charity's books agree with WeChat Pay's own bills (while that is not known: that anyone may check), and where to
 * check them oneself.
 */
export function Reconciled({ charityId }: { charityId: string }) {
  const { data } = useRemote(charityId, () => call('getReconciliationState', { query: { charityId } }))
  const words = data ? reconciledWords(data) : null
  return (
    <>
      <Words className='project__small project__reconciled'>{words ?? '每天封账，谁都可以核对'}</Words>
      <Button kind='quiet' onPress={() => go(pages.seals)}>
        看账本指纹
      </Button>
    </>
  )
}
