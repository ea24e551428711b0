import type { Letter } from '@minsheng/shared/contracts/donation'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button, Descriptions, Drawer, Progress } from 'antd'
import { call } from '../../../platform/api.ts'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { instantWords } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { donationKeys } from '../queries.ts'
import { filterWords, isUnderWay, letterState, receiverWords } from './letter-words.ts'

const LOOK_AGAIN_MS = 2_000

/** One letter: how far it is, whom it did not reach, and what can be done. */
export function LetterDrawer({ letter: opened, onClose }: { letter: Letter | null; onClose: () => void }) {
  const { can } = useAbilities()
  const { message } = App.useApp()
  const queryClient = useQueryClient()
  const key = [...donationKeys.letters, 'one', opened?.id]
  const reading = useQuery({
    queryKey: key,
    queryFn: () => call('getLetter', { params: { letterId: opened?.id ?? '' } }),
    enabled: opened !== null,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LOOK_AGAIN_MS : false),
  })
  const letter = reading.data ?? opened
  const retrying = useMutation({
    mutationFn: (letterId: string) => call('retryLetter', { params: { letterId } }),
    onSuccess: (again) => {
      queryClient.setQueryData(key, again)
      void queryClient.invalidateQueries({ queryKey: donationKeys.letters })
      void message.success('正在再发一次')
    },
  })
  const failure = retrying.error ?? reading.error

  return (
    <Drawer title='感谢信' size={560} open={opened !== null} onClose={onClose} destroyOnHidden>
      {failure && <ProblemNotice error={failure} onRetry={() => void reading.refetch()} />}
      {letter && (
        <>
          <p>
            <StateTag tone={letterState(letter).tone}>{letterState(letter).word}</StateTag>
          </p>
          {isUnderWay(letter) && <Progress percent={letter.sentPercent} aria-label='发送进度' />}
          {letter.failedCount > 0 && (
            <Alert
              type='warning'
              showIcon
              style={{ marginBottom: 16 }}
              title={`${letter.failedCount} 位没有送到`}
              description='系统已经试过多次。其余的人都收到了，再发一次不会让他们收到两封。'
              action={
                can('letter.write') && (
                  <Button loading={retrying.isPending} onClick={() => retrying.mutate(letter.id)}>
                    再发一次
                  </Button>
                )
              }
            />
          )}
          <Descriptions
            column={1}
            bordered
            styles={{ label: { width: 120 } }}
            items={[
              { key: 'to', label: '发给', children: receiverWords(letter) },
              { key: 'filter', label: '条件', children: filterWords(letter) },
              ...(letter.mutedCount > 0
                ? [{ key: 'muted', label: '不愿收信', children: `${letter.mutedCount} 位设置了不收，没有发给他们` }]
                : []),
              { key: 'created', label: '交办时间', children: instantWords(letter.createdAt) },
              { key: 'finished', label: '发完时间', children: letter.finishedAt ? instantWords(letter.finishedAt) : '还在发送' },
              { key: 'text', label: '内容', children: <p className='letter-text'>{letter.text}</p> },
            ]}
          />
        </>
      )}
    </Drawer>
  )
}
