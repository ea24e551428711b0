import type { Project } from '@minsheng/shared/contracts/donation'
import { shanghaiDate } from '@minsheng/shared/units/clock'
import { useRouter } from '@tarojs/taro'
import { goInstead, pages, projectPage } from '../../../platform/navigate'
import { call } from '../../../platform/request'
import { useRemote } from '../../../platform/use-remote'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { Choice } from '../../../ui/choice'
import { Box, Words } from '../../../ui/element'
import { Empty } from '../../../ui/empty'
import { ErrorSummary } from '../../../ui/error-summary'
import { Field } from '../../../ui/field'
import { Fold } from '../../../ui/fold'
import { Heading } from '../../../ui/heading'
import { Page } from '../../../ui/page'
import '../style.scss'
import { endChoices } from '../words'
import { useTeamForm } from './use-team-form'

function StartForm({ project }: { project: Project }) {
  const ends = endChoices(shanghaiDate(new Date()), project.endsOn)
  const form = useTeamForm(project.id, ends[0]?.value ?? project.endsOn)
  return (
    <Page
      title='发起一起捐'
      bottom={
        <>
          <Box role='alert'>{form.problem ? <Words className='together__failure'>{form.problem}</Words> : null}</Box>
          <Button onPress={form.start} busyWords='正在发起…'>
            发起
          </Button>
        </>
      }
    >
      <Box className='together'>
        <Card tone='calm'>
          <Words className='together__line'>{`为“${project.title}”开一个页面，转给亲友，大家都捐在这里。`}</Words>
          <Words className='together__small'>{`钱直接进入${project.charityName}的账户，您不用收钱。`}</Words>
        </Card>
        {form.errors.length > 1 ? <ErrorSummary errors={form.errors} /> : null}
        <Field
          name='team-title'
          label='题目'
          maxLength={20}
          value={form.title}
          error={form.errorOf('team-title')}
          onInput={form.setTitle}
        />
        <Field
          name='team-words'
          label='想说的话'
          hint='最多 200 字。请不要写别人的姓名、电话、住址和病情。'
          rows={5}
          maxLength={200}
          value={form.words}
          error={form.errorOf('team-words')}
          onInput={form.setWords}
        />
        <Heading level={2}>到什么时候</Heading>
        <Choice label='到什么时候' options={ends} value={form.endsOn} onChoose={form.setEndsOn} />
        <Fold title='称呼和目标（可不填）'>
          <Field
            name='team-name'
            label='怎么称呼您'
            hint='别人只看到第一个字；不填显示为“爱心人士”'
            maxLength={20}
            value={form.name}
            onInput={form.setName}
          />
          <Field
            name='team-target'
            label='目标金额（元）'
            before='¥'
            keyboard='decimal'
            maxLength={12}
            value={form.target}
            error={form.errorOf('team-target')}
            onInput={form.setTarget}
          />
        </Fold>
        <Words className='together__small'>您写的话会先检查，通过以后别人才看得到。</Words>
      </Box>
    </Page>
  )
}

export default function StartTeamPage() {
  const { id = '' } = useRouter().params
  const remote = useRemote(id || null, () => call('getProject', { params: { projectId: id } }))
  const project = remote.data
  if (!id || (!project && remote.failure?.code === 'not_found') || (project && !project.acceptsGifts)) {
    return (
      <Page title='发起一起捐' heading={false}>
        <Empty level={1} icon='circle-x/ink-2' title='现在不能为它发起' advice='这个项目现在不接受捐款，或者已经移除。您可以看看别的项目。'>
          <Button onPress={() => goInstead(project ? projectPage(project.id) : pages.projects)}>
            {project ? '看看这个项目' : '看看公益项目'}
          </Button>
        </Empty>
      </Page>
    )
  }
  if (!project) return <Page title='发起一起捐' remote={remote} />
  return <StartForm project={project} />
}
