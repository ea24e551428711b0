import type { HelpBoard } from '@minsheng/shared/contracts/help'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Link } from 'react-router-dom'
import { call } from '../../../platform/api.ts'
import { useOnline } from '../../../platform/use-online.ts'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { instantWords, shanghaiTime } from '../../../ui/time-words.ts'
import { useAbilities } from '../../identity/use-abilities.ts'
import { lengthWords, shareWords } from '../report/report-words.ts'
import { useLiveCalls } from '../use-live-calls.ts'
import { helpKeys } from '../words.ts'
import './wall.css'
import { wallCallWords, wallClock } from './wall-words.ts'

const WallMap = lazy(async () => ({ default: (await import('./wall-map.tsx')).WallMap }))
/** Places and their outlines change by the day. */
const MAP_KEPT_MS = 3_600_000
const ASKING_MS = 5_000
const CALLS_SHOWN = 12
const partsOf = { district: 'street', street: 'community', community: 'grid', grid: 'grid' } as const

/** Reads anew as soon as a call changes: for those the push is open to. */
function Live() {
  useLiveCalls()
  return null
}

/** 联动驾驶舱: how things stand at this moment, for a wall. It names nobody. */
export function WallPage() {
  const { can } = useAbilities()
  const online = useOnline()
  const board = useQuery({
    queryKey: [...helpKeys.all, 'board'],
    queryFn: () => call('getHelpBoard', { query: {} }),
    refetchInterval: ASKING_MS,
    placeholderData: keepPreviousData,
    enabled: can('help.report'),
  })
  if (!can('help.report'))
    return (
      <main className='wall'>
        <p>
          联动驾驶舱给社区、街道和区里看。<Link to='/'>回首页</Link>
        </p>
      </main>
    )
  if (!board.data)
    return board.error ? (
      <ProblemNotice error={board.error} onRetry={() => void board.refetch()} />
    ) : (
      <PageSkeleton label='正在打开驾驶舱' />
    )
  if (!board.data.place)
    return (
      <main className='wall'>
        <p>
          您还没有负责的地方，请联系管理员。<Link to='/'>回首页</Link>
        </p>
      </main>
    )
  return (
    <>
      {can('help.work') && <Live />}
      <Board of={board.data} place={board.data.place} isStale={!online || board.error !== null} />
    </>
  )
}

function Board({ of, place, isStale }: { of: HelpBoard; place: NonNullable<HelpBoard['place']>; isStale: boolean }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const map = useQuery({
    queryKey: ['people', 'map', place.id],
    queryFn: () => call('getPlaceMap', { params: { placeId: place.id }, query: { kind: partsOf[place.kind] } }),
    staleTime: MAP_KEPT_MS,
  })
  const { today } = of
  const medians = [
    { of: today.acknowledged, what: '有人接' },
    { of: today.onSite, what: '有人到' },
  ].flatMap(({ of: spread, what }) => (spread.count > 0 ? [`${lengthWords(spread.medianSeconds)}内${what}`] : []))
  const facts = [
    { title: '等人接', value: of.waiting, tone: of.waiting > 0 ? 'wall-soon' : '' },
    { title: '正在办', value: of.underWay, tone: '' },
    { title: '超时没办完', value: of.late, tone: of.late > 0 ? 'wall-late' : '' },
    { title: '今天呼叫', value: today.calls, tone: '' },
    { title: '今天一分钟内有人接', value: shareWords(today.withinAMinute), tone: '' },
    { title: '当班的网格', value: `${of.duty.grids}/${of.duty.ofGrids}`, tone: of.duty.grids < of.duty.ofGrids ? 'wall-soon' : '' },
  ]
  return (
    <main className='wall'>
      <header className='wall-head'>
        <h1>{place.name} · 联动驾驶舱</h1>
        <p style={{ margin: 0 }} className={isStale ? 'wall-late' : 'wall-quiet'} role='status'>
          {isStale ? `断网了，这是 ${instantWords(of.asOf)} 的情况，连上后自动更新` : `${shanghaiTime(new Date(now))}，有变化马上更新`}
        </p>
        <Link to='/help-report'>看报表</Link>
      </header>
      <dl className='wall-facts'>
        {facts.map(({ title, value, tone }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <strong className={tone}>{value}</strong>
            </dd>
          </div>
        ))}
      </dl>
      <section className='wall-card' aria-label='最先到期的呼叫'>
        <h2>最先到期的呼叫</h2>
        {of.calls.length === 0 ? (
          <p className='wall-quiet'>现在没有要处理的呼叫。有人按一键呼，会马上出现在这里。</p>
        ) : (
          <ul className='wall-calls'>
            {of.calls.slice(0, CALLS_SHOWN).map((one) => {
              const clock = wallClock(one, now)
              return (
                <li key={one.id}>
                  <span>
                    {wallCallWords(one)}
                    <span className='wall-quiet'>{one.isAnswered ? '（有人在办）' : '（等人接）'}</span>
                  </span>
                  <span className={clock.tone === 'calm' ? '' : `wall-${clock.tone}`}>{clock.words}</span>
                </li>
              )
            })}
          </ul>
        )}
        {of.calls.length > CALLS_SHOWN && <p className='wall-quiet'>还有更多，在“一键呼”里看。</p>}
      </section>
      <section className='wall-card' aria-label='地图'>
        <h2>在哪里</h2>
        {map.data && (
          <Suspense fallback={<p className='wall-quiet'>正在画地图</p>}>
            <WallMap map={map.data} places={of.places} label={`${place.name}各处没办完的呼叫，右边的表是同样的数字`} />
          </Suspense>
        )}
        {map.error && <p className='wall-quiet'>地图没有读到，右边的表是同样的数字。</p>}
      </section>
      <section className='wall-card' aria-label='各处的数字'>
        <h2>各处</h2>
        <table>
          <thead>
            <tr>
              <th scope='col'>地方</th>
              <th scope='col'>等人接</th>
              <th scope='col'>正在办</th>
              <th scope='col'>超时</th>
              <th scope='col'>今天</th>
            </tr>
          </thead>
          <tbody>
            {of.places.map((part) => (
              <tr key={part.id}>
                <td>{part.name}</td>
                <td className={part.waiting > 0 ? 'wall-soon' : ''}>{part.waiting}</td>
                <td>{part.underWay}</td>
                <td className={part.late > 0 ? 'wall-late' : ''}>{part.late}</td>
                <td>{part.today}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {medians.length > 0 && <p className='wall-quiet'>今天一半的呼叫：{medians.join('，')}。</p>}
      </section>
    </main>
  )
}
