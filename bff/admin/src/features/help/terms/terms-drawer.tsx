import type { HelpTermsVersion } from '@minsheng/shared/contracts/help'
import { classWords } from '@minsheng/shared/words/help'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { App, Button, Checkbox, Form, Input, Select, Space } from 'antd'
import { useState } from 'react'
import { call } from '../../../platform/api.ts'
import { createKeyring } from '../../../platform/idempotency-key.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { FormDrawer } from '../../../ui/form-drawer.tsx'
import { useIssueForm } from '../../../ui/use-issue-form.ts'
import { helpKeys } from '../words.ts'
import { SpanField } from './span-field.tsx'
import { classNames, rungChoices, type TypedTerms, termsOf, typedTerms } from './terms-form.ts'

interface Values {
  from?: string | null
  classes: TypedTerms
  source: { title?: string; number?: string; article?: string }
  confirmed: boolean
  reason?: string
}

const labels = { from: '从哪天起', classes: '时限', source: '依据', reason: '为什么改' }
const parts: Record<string, string> = { ladder: '没人接时', onSite: '到场', resolve: '办好', callBack: '取消后回电', rating: '评价期' }
const labelInside = (path: readonly (string | number)[]) =>
  path[0] === 'classes' && path.length > 2
    ? `${classWords[path[1] as keyof typeof classWords]}：${parts[String(path[2])] ?? ''}${typeof path[3] === 'number' ? `第 ${path[3] + 1} 级` : ''}`
    : path[0] === 'source'
      ? '依据的文件'
      : null

/** A new version, begun from the one in force. */
export function TermsDrawer({ current, open, onClose }: { current: HelpTermsVersion; open: boolean; onClose: () => void }) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const issueForm = useIssueForm<Values>({ labels, labelInside })
  const [keyring] = useState(() => createKeyring())
  const saving = useMutation({
    mutationFn: (body: Parameters<typeof call<'proposeHelpTerms'>>[1]['body']) =>
      call('proposeHelpTerms', { body, idempotencyKey: keyring.keyFor(body) }),
    onSuccess: () => {
      keyring.done()
      void queries.invalidateQueries({ queryKey: helpKeys.all })
      void message.success('已拟好，请另一位同事来同意')
      onClose()
    },
    onError: issueForm.showFailure,
  })

  function submit(values: Values) {
    const typed = termsOf(values.classes, current.classes)
    const title = values.source.title?.trim() ?? ''
    const reason = values.reason?.trim() ?? ''
    const missing = [
      ...(values.from ? [] : [{ path: 'body.from', message: '请选择从哪天起' }]),
      ...('missing' in typed ? typed.missing : []),
      ...(title.length >= 2 ? [] : [{ path: 'body.source.title', message: '请填写文件名称' }]),
      ...(reason.length >= 2 ? [] : [{ path: 'body.reason', message: '请写明为什么改，至少 2 个字' }]),
    ]
    if (issueForm.show(missing) || 'missing' in typed) return
    const { number, article } = values.source
    saving.mutate({
      from: values.from ?? '',
      classes: typed.classes,
      source: { title, number: number?.trim() || null, article: article?.trim() || null },
      illustrative: !values.confirmed,
      reason,
    })
  }

  return (
    <FormDrawer<Values>
      title='拟一版新的时限'
      name='help-terms'
      open={open}
      onClose={onClose}
      issueForm={issueForm}
      saving={saving.isPending}
      saveLabel='交给同事同意'
      onSubmit={submit}
      initialValues={{
        classes: typedTerms(current.classes),
        source: {
          title: current.source.title,
          number: current.source.number ?? '',
          article: current.source.article ?? '',
        },
        confirmed: !current.illustrative,
      }}
      intro={<p className='quiet'>从选定的日期起，新的呼叫按新的时限；已经呼叫的还按原来的。</p>}
    >
      <Form.Item name='from' label={labels.from} required>
        <DateField />
      </Form.Item>
      {classNames.map((name) => (
        <fieldset key={name} style={{ border: 0, padding: 0, margin: '0 0 16px' }}>
          <legend style={{ fontSize: 17, fontWeight: 600 }}>{classWords[name]}</legend>
          <Form.List name={['classes', name, 'ladder']}>
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name: index }) => (
                  <Space key={key} align='start' wrap>
                    <Form.Item name={[index, 'after']} label={`没人接，第 ${index + 1} 级`}>
                      <SpanField label={`${classWords[name]}没人接第 ${index + 1} 级`} />
                    </Form.Item>
                    <Form.Item name={[index, 'to']} label='通知谁'>
                      <Select options={[...rungChoices]} style={{ width: 130 }} />
                    </Form.Item>
                    <Button
                      style={{ marginTop: 30 }}
                      onClick={() => remove(index)}
                      aria-label={`去掉${classWords[name]}第 ${index + 1} 级`}
                    >
                      去掉
                    </Button>
                  </Space>
                ))}
                <p>
                  <Button
                    disabled={fields.length >= 6}
                    onClick={() => add({ after: { count: null, unit: 'minute' }, to: 'district' })}
                    aria-label={`${classWords[name]}加一级`}
                  >
                    加一级
                  </Button>
                </p>
              </>
            )}
          </Form.List>
          <Form.Item name={['classes', name, 'onSite']} label='到场（可以不设）'>
            <SpanField label={`${classWords[name]}到场`} optional />
          </Form.Item>
          <Form.Item name={['classes', name, 'resolve']} label='办好' required>
            <SpanField label={`${classWords[name]}办好`} />
          </Form.Item>
          <Form.Item name={['classes', name, 'callBack']} label='取消后回电（可以不设）'>
            <SpanField label={`${classWords[name]}取消后回电`} optional />
          </Form.Item>
        </fieldset>
      ))}
      <Form.Item name={['source', 'title']} label='依据的文件' required>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={['source', 'number']} label='文号（没有可以不填）'>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={['source', 'article']} label='第几条（没有可以不填）'>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name='confirmed' valuePropName='checked' extra='没有确认的，在每个时限旁边都会写明“参考，未确认”。'>
        <Checkbox>区民政局已经确认这些时限</Checkbox>
      </Form.Item>
      <Form.Item name='reason' label={labels.reason} required>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}
