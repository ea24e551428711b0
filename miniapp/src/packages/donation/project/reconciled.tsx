import { go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Words } from '../../../ui/element'
import { reconciledWords } from '../words'

/** How far the charity's books agree with WeChat Pay's own bills (nothing while no day was compared or it can't be read), and where to check the books oneself. */
export function Reconciled({ charityId }: { charityId: string }) {
  const { data } = useRemote(charityId, () => call('getReconciliationState', { query: { charityId } }))
  const words = data ? reconciledWords(data) : null
  return (
    <>
      {words === null ? null : <Words className='project__small'>{words}</Words>}
      <Button kind='quiet' onPress={() => go(pages.seals)}>
        看账本指纹
      </Button>
    </>
  )
}
