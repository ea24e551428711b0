import { useQuery } from '@tanstack/react-query'
import { Drawer, Skeleton } from 'antd'
import { call } from '../../platform/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { messageKeys } from './queries.ts'
import { channels, messageKinds } from './words.ts'

/** The texts as they are approved by the providers; they are changed with the product, not here. */
export function TemplateDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: messageKeys.templates,
    queryFn: () => call('listMessageTemplates'),
    enabled: open,
  })
  return (
    <Drawer title='消息模板' size={620} open={open} onClose={onClose} destroyOnHidden>
      <p style={{ marginTop: 0 }}>模板要先在微信公众平台、阿里云报备，编号写进系统配置后才会使用。大括号里是每条消息自己的内容。</p>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton active />}
      {data?.items.map(({ name, version, kind, channel, text, mostParts, sort, ready }) => (
        <section key={name} aria-label={`${messageKinds[kind]}，${channels[channel]}`} style={{ marginBottom: 24 }}>
          <h3 style={{ marginBottom: 4 }}>
            {messageKinds[kind]} · {channels[channel]}
          </h3>
          <StateTag tone={ready ? 'good' : 'warning'}>{ready ? '已配置编号' : '没有配置编号，不会发送'}</StateTag>
          <p style={{ whiteSpace: 'pre-line', marginBottom: 4 }}>{text}</p>
          <p className='quiet' style={{ margin: 0 }}>
            第 {version} 版{mostParts !== null && `，最长按 ${mostParts} 条短信计费`}
            {sort === 'one_time' && '，一次性订阅：同意一次发一条'}
            {sort === 'long_term' && '，长期订阅'}
          </p>
        </section>
      ))}
    </Drawer>
  )
}
