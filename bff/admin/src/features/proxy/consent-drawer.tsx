import type { OfflineConsent } from '@minsheng/shared/contracts/proxy'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Descriptions, Drawer, Form, Input, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../platform/api.ts'
import { useObjectUrl } from '../../platform/use-object-url.ts'
import { ConflictNotice, isConflict } from '../../ui/conflict-notice.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { instantWords } from '../../ui/time-words.ts'
import { consentKeys, proxyStates, relationWords, wayWords } from './consent-words.ts'

/** One consent taken at the door, with its photo on demand, and what may be done about it. */
export function ConsentDrawer({
  consent,
  titles,
  onClose,
}: {
  consent: OfflineConsent | null
  titles: ReadonlyMap<string, string>
  onClose: () => void
}) {
  return (
    <Drawer title='上门登记的授权' size={640} open={consent !== null} onClose={onClose} destroyOnHidden>
      {consent && <Shown consent={consent} titles={titles} onClose={onClose} />}
    </Drawer>
  )
}

function Photo({ consentId }: { consentId: string }) {
  const [asked, setAsked] = useState(false)
  const photo = useQuery({
    enabled: asked,
    queryKey: [...consentKeys.consents, 'photo', consentId],
    queryFn: () => call('getConsentPhoto', { params: { consentId } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const url = useObjectUrl(photo.data, 'image/jpeg')
  if (!asked) return <Button onClick={() => setAsked(true)}>看照片（会留下记录）</Button>
  if (photo.error) return <ProblemNotice error={photo.error} onRetry={() => void photo.refetch()} />
  return url ? (
    <img src={url} alt='本人同意时的照片' style={{ maxWidth: '100%', maxHeight: 420, borderRadius: 8 }} />
  ) : (
    <span className='quiet'>正在读取照片…</span>
  )
}

type Deed = 'confirm' | 'refuse' | 'withdraw'
const done: Record<Deed, string> = { confirm: '已核实，代办人会收到邀请', refuse: '已退回', withdraw: '已收回，马上生效' }

function Shown({ consent, titles, onClose }: { consent: OfflineConsent; titles: ReadonlyMap<string, string>; onClose: () => void }) {
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const [reason, setReason] = useState('')
  function leave() {
    void queryClient.invalidateQueries({ queryKey: consentKeys.consents })
    onClose()
  }
  const doing = useMutation({
    mutationFn: (deed: Deed) => {
      const params = { consentId: consent.id }
      if (deed === 'withdraw') return call('withdrawOfflineConsent', { params, body: { reason: reason.trim() } })
      const body =
        deed === 'confirm'
          ? { decision: 'confirm' as const, rev: consent.rev }
          : { decision: 'refuse' as const, rev: consent.rev, reason: reason.trim() }
      return call('decideOfflineConsent', { params, body })
    },
    onSuccess: (_, deed) => {
      void message.success(done[deed])
      leave()
    },
  })
  const { word, tone } = proxyStates[consent.state]
  const told = reason.trim().length >= 2
  const working = (deed: Deed) => doing.isPending && doing.variables === deed
  return (
    <>
      <p>
        <StateTag tone={tone}>{word}</StateTag>
      </p>
      {isConflict(doing.error) ? <ConflictNotice onReload={leave} /> : doing.error && <ProblemNotice error={doing.error} />}
      <Descriptions
        column={1}
        items={[
          { key: 'elder', label: '谁的事', children: consent.elderNameMasked },
          {
            key: 'proxy',
            label: '谁来办',
            children: `${consent.proxyNameMasked}（${relationWords[consent.relation]}，${consent.proxyPhoneMasked}）`,
          },
          { key: 'scopes', label: '哪些事', children: consent.scopes.map((scope) => titles.get(scope) ?? '其他').join('、') },
          { key: 'until', label: '到哪天', children: consent.until },
          { key: 'way', label: '怎么同意的', children: `${wayWords[consent.way]}，说明版本 ${consent.textVersion}` },
          { key: 'recorded', label: '登记', children: `${consent.recordedByName}，${instantWords(consent.recordedAt)}` },
          ...(consent.decidedByName
            ? [
                {
                  key: 'decided',
                  label: '核实',
                  children: [consent.decidedByName, consent.decidedAt && instantWords(consent.decidedAt), consent.reason]
                    .filter(Boolean)
                    .join('，'),
                },
              ]
            : []),
          ...(consent.note ? [{ key: 'note', label: '备注', children: consent.note }] : []),
        ]}
      />
      <Photo consentId={consent.id} />
      {(consent.mayDecide || consent.mayWithdraw) && (
        <Form layout='vertical' style={{ marginTop: 24 }}>
          <Form.Item label='理由' htmlFor='consent-reason' extra='退回或收回时要写。收回请写明本人怎么说的。'>
            <Input.TextArea
              id='consent-reason'
              value={reason}
              maxLength={200}
              rows={2}
              onChange={(event) => setReason(event.target.value)}
            />
          </Form.Item>
          <Space size={12} wrap>
            {consent.mayDecide && (
              <>
                <Button type='primary' loading={working('confirm')} onClick={() => doing.mutate('confirm')}>
                  已联系本人，核实无误
                </Button>
                <Button danger disabled={!told} loading={working('refuse')} onClick={() => doing.mutate('refuse')}>
                  退回
                </Button>
              </>
            )}
            {consent.mayWithdraw && (
              <Button disabled={!told} loading={working('withdraw')} onClick={() => doing.mutate('withdraw')}>
                本人要收回
              </Button>
            )}
          </Space>
        </Form>
      )}
    </>
  )
}
