import { correctPage, go, pages } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Heading } from '../../../ui/heading'
import { List, ListRow } from '../../../ui/list'
import { Page } from '../../../ui/page'
import { LinkNotice } from '../link-notice'
import '../style.scss'
import { useAgain } from '../use-again'

/** Who I am and who lives with me, as the bureau has it. */
export default function HouseholdPage() {
  const remote = useRemote('household', () => call('getMyHousehold'))
  useAgain(remote.reload)
  const home = remote.data
  return (
    <Page title='我和家里人' remote={remote}>
      {home ? <LinkNotice link={home.link} /> : null}
      {home?.me ? (
        <>
          <Facts
            rows={[
              { label: '姓名', value: home.me.nameMasked },
              { label: '年龄', value: `${home.me.age} 岁` },
              { label: '身份证号', value: home.me.idNumberMasked ?? '没有登记' },
              { label: '住址', value: home.addressMasked ?? '没有登记' },
              { label: '社区', value: home.me.communityName },
              { label: '网格', value: home.me.gridName },
            ]}
          />
          <Heading level={2}>{`登记住在一起的 ${home.members.length} 个人`}</Heading>
          <List label='家里人'>
            {home.members.map((member) => (
              <ListRow
                key={`${member.nameMasked}${member.relation}${member.age}`}
                title={member.me ? `${member.nameMasked}（我）` : member.nameMasked}
                detail={`${member.relation}，${member.age} 岁`}
              />
            ))}
          </List>
          <Words className='mine__small'>姓名和号码只显示一部分，防止被旁人看到。登记得不对，可以申请更正。</Words>
          <List label='能做的事'>
            <ListRow icon='pencil/lake' title='家里人登记得不对' onPress={() => go(correctPage('resident', '家庭成员'))} />
            <ListRow icon='pencil/lake' title='我的住址不对' onPress={() => go(correctPage('resident', '住址'))} />
            <ListRow icon='database/lake' title='看全部资料' onPress={() => go(pages.myData)} />
          </List>
        </>
      ) : null}
    </Page>
  )
}
