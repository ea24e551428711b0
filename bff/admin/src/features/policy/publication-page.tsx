import type { PolicyDraftRow, PolicyPublication } from '@minsheng/shared/contracts/policy'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Space } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router-dom'
import { call } from '../../platform/api.ts'
import { saveFile } from '../../platform/download.ts'
import { IllustrativeTag } from '../../ui/illustrative-tag.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { dateWords, instantWords } from '../../ui/time-words.ts'
import { useAbilities } from '../identity/use-abilities.ts'
import { Loaded } from './loaded.tsx'
import { ReadingLines } from './reading-lines.tsx'
import { StartDraft } from './start-draft.tsx'
import { standings, titleWords } from './words.ts'
import './policy.css'

const when = ({ effectiveFrom, effectiveTo }: PolicyPublication) =>
  effectiveFrom === null ? '从公布起' : `${dateWords(effectiveFrom)}起${effectiveTo ? `，到 ${dateWords(effectiveTo)}` : ''}`

/** All that was ever published of one thing, as a time line, and one of its versions in sentences. */
function PublicationPage({ kind, subject }: { kind: PolicyDraftRow['kind']; subject: string }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<number | null>(null)
  const params = { kind, key: subject }
  const query = useQuery({ queryKey: ['publications', kind, subject], queryFn: () => call('listPublications', { params }) })
  const fetching = useMutation({
    mutationFn: () => call('exportPublication', { params }),
    onSuccess: (bytes) => saveFile(bytes, 'application/yaml', `${subject}.yaml`),
    onError: (error) => void message.error(error.message),
  })
  const items = query.data?.items ?? []
  const shown = items.find(({ number }) => number === chosen) ?? items.find(({ standing }) => standing === 'in_force') ?? items[0]
  const draftId = query.data?.draftId ?? null
  const title = titleWords(kind, items[0]?.title ?? (kind === 'policy' ? '政策' : '参数'))
  return (
    <>
      <PageHeader
        title={title}
        words={
          kind === 'policy' ? (
            <Link className='text-link' to='/policies'>
              返回政策目录
            </Link>
          ) : (
            <Link className='text-link' to='/policy-parameters'>
              返回政策参数
            </Link>
          )
        }
        action={
          <Space>
            <Button loading={fetching.isPending} onClick={() => fetching.mutate()}>
              下载文件
            </Button>
            {draftId ? (
              <Link to={`/policy-drafts/${draftId}`}>
                <Button type='primary'>打开草稿</Button>
              </Link>
            ) : (
              can('policy.write') && <StartDraft kind={kind} subject={subject} label='起草新的一版' about={title} primary />
            )}
          </Space>
        }
      />
      <div className='panel'>
        <Loaded label={title} query={query}>
          {() => (
            <div className='policy-versions'>
              <nav aria-label='公布过的每一版'>
                <ol>
                  {items.map((one) => (
                    <li key={one.number}>
                      <button type='button' aria-current={one === shown} onClick={() => setChosen(one.number)}>
                        <strong>第 {one.number} 版</strong>
                        <StateTag tone={standings[one.standing].tone}>{standings[one.standing].word}</StateTag>
                        <span>{when(one)}</span>
                        <span className='quiet'>{instantWords(one.publishedAt)} 公布</span>
                      </button>
                    </li>
                  ))}
                </ol>
              </nav>
              {shown && (
                <section aria-label={`第 ${shown.number} 版`}>
                  <h2>
                    第 {shown.number} 版 {shown.illustrative && <IllustrativeTag />}
                  </h2>
                  <p className='quiet'>
                    {shown.builtIn
                      ? `系统自带，${instantWords(shown.publishedAt)}放入，本局没有复核过。`
                      : `${shown.why}。${shown.reviewedByName}复核，${shown.publishedByName}公布，${instantWords(shown.publishedAt)}。`}
                  </p>
                  <ReadingLines lines={shown.reading} />
                  <p className='quiet'>
                    公布的内容有指纹，改动一个字就对不上：<span className='policy-hash'>{shown.hash.slice(0, 16)}</span>
                  </p>
                </section>
              )}
            </div>
          )}
        </Loaded>
      </div>
    </>
  )
}

export function PolicyPage() {
  const { policyId = '' } = useParams()
  return <PublicationPage key={policyId} kind='policy' subject={policyId} />
}

export function ParameterPage() {
  const { parameterKey = '' } = useParams()
  return <PublicationPage key={parameterKey} kind='parameter' subject={parameterKey} />
}

export function GroupPage() {
  const { groupKey = '' } = useParams()
  return <PublicationPage key={groupKey} kind='higherOf' subject={groupKey} />
}
