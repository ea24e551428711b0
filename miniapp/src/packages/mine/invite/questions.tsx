import type { ProxyScope } from '@minsheng/shared/contracts/acting'
import type { ProxyCatalogue } from '@minsheng/shared/contracts/proxy'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { Card } from '../../../ui/card'
import { Choice, Tick } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Facts } from '../../../ui/facts'
import { Field } from '../../../ui/field'
import { Heading } from '../../../ui/heading'
import { dayWords, relations, scopeTitles, untilChoices } from '../words'
import type { Invite } from './use-invite'

interface QuestionProps {
  invite: Invite
  catalogue: ProxyCatalogue
}

function Wrong({ words }: { words: string | undefined }) {
  return <Box role='alert'>{words ? <Words className='mine__failure'>{words}</Words> : null}</Box>
}

function Who({ invite: { form, change, errors } }: QuestionProps) {
  return (
    <>
      <Field
        name='elder-name'
        label='对方怎么称呼您'
        hint='比如：王奶奶、妈妈'
        maxLength={20}
        value={form.elderName}
        error={errors.elderName ?? null}
        onInput={(elderName) => change({ elderName })}
      />
      <Field
        name='proxy-name'
        label='您请谁'
        hint='比如：女儿小芳'
        maxLength={20}
        value={form.proxyName}
        error={errors.proxyName ?? null}
        onInput={(proxyName) => change({ proxyName })}
      />
      <Heading level={2}>他（她）是您的</Heading>
      <Choice label='关系' layout='chips' options={relations} value={form.relation} onChoose={(relation) => change({ relation })} />
      <Wrong words={errors.relation} />
    </>
  )
}

const ways = [
  { value: 'phone', label: '用对方的手机号', detail: '他（她）登录后就能看到' },
  { value: 'code', label: '给对方一个代办码', detail: '8 位数字，可以念给他（她）听' },
] as const

function How({ invite: { form, change, errors } }: QuestionProps) {
  return (
    <>
      <Choice label='怎么告诉对方' options={ways} value={form.way} onChoose={(way) => change({ way })} />
      <Wrong words={errors.way} />
      {form.way === 'phone' ? (
        <Field
          name='proxy-phone'
          label={`${form.proxyName.trim()}的手机号`}
          keyboard='phone'
          large
          maxLength={13}
          value={form.phone}
          error={errors.phone ?? null}
          onInput={(phone) => change({ phone })}
        />
      ) : null}
    </>
  )
}

function What({ invite: { form, change, errors }, catalogue }: QuestionProps) {
  const toggle = (scope: ProxyScope, on: boolean) =>
    change({ scopes: on ? [...form.scopes, scope] : form.scopes.filter((chosen) => chosen !== scope) })
  return (
    <>
      <Words className='mine__line'>只选需要的。没有选的，他（她）看不到也办不了。</Words>
      {catalogue.scopes.map(({ scope, title, detail }) => (
        <Tick key={scope} label={title} detail={detail} on={form.scopes.includes(scope)} onChange={(on) => toggle(scope, on)} />
      ))}
      <Wrong words={errors.scopes} />
      <Words className='mine__small'>{`不管选什么，这些都只能您自己办：${catalogue.never.join('、')}。`}</Words>
    </>
  )
}

function Until({ invite: { form, change, errors } }: QuestionProps) {
  return (
    <>
      <Words className='mine__line'>到期自动结束；没到期您也随时可以收回。</Words>
      <Choice label='到哪天' options={untilChoices(shanghaiDate(new Date()))} value={form.until} onChoose={(until) => change({ until })} />
      <Wrong words={errors.until} />
    </>
  )
}

function Check({ invite: { form, change, errors }, catalogue }: QuestionProps) {
  return (
    <>
      <Facts
        rows={[
          { label: '请谁', value: form.proxyName.trim() },
          { label: '怎么告诉', value: form.way === 'phone' ? `手机号 ${form.phone}` : '给代办码' },
          { label: '哪些事', value: scopeTitles(form.scopes, catalogue) },
          { label: '到哪天', value: form.until ? dayWords(form.until) : '' },
        ]}
      />
      <Card tone='calm'>
        <Heading level={2}>授权说明</Heading>
        {catalogue.text.elder.map((line) => (
          <Words key={line} className='mine__line'>
            {line}
          </Words>
        ))}
      </Card>
      <Tick label='我看过了，同意这样授权' on={form.agreed} onChange={(agreed) => change({ agreed })} />
      <Wrong words={errors.agreed} />
    </>
  )
}

const questions = [Who, How, What, Until, Check] as const

export function Question(props: QuestionProps) {
  const Asked = questions[props.invite.step] ?? Check
  return <Asked {...props} />
}
