import type { Team, teamInput } from '@minsheng/shared/contracts/donation'
import type * as z from 'zod'
import { key, type SignedIn } from './actors.ts'
import { dayFromToday } from './bodies.ts'
import type { District } from './district.ts'
import { until } from './wait.ts'

type TeamBody = z.input<typeof teamInput>

export const teamBody = (place: District, change: Partial<TeamBody> = {}): TeamBody => ({
  projectId: place.campaignId,
  title: '同楼邻居一起捐',
  words: '我们楼里的周阿婆吃上了热饭，大家一起来帮帮更多的老人。',
  starterName: '徐师傅',
  targetFen: 100_000,
  endsOn: dayFromToday(30),
  ...change,
})

export const startTeam = (by: SignedIn, place: District, change: Partial<TeamBody> = {}, idempotencyKey = key()) =>
  by.call('startTeam', { body: teamBody(place, change), idempotencyKey })

/** Waits until the owner sees the page in a state. */
export const teamBecomes = (owner: SignedIn, { id }: Pick<Team, 'id'>, state: Team['state']) =>
  until(
    () => owner.call('getTeam', { params: { teamId: id } }),
    (team) => team.state === state,
  )
