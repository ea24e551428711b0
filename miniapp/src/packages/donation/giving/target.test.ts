import type { ScannedCode } from '@minsheng/shared/contracts/donation'
import { describe, expect, it } from 'vitest'
import { targetOfScan } from './target.ts'

const scanned = (state: ScannedCode['state'], reason: string | null, acceptsGifts = true): ScannedCode => ({
  codeId: 'aaaaaaaaaaaa',
  state,
  reason,
  venueName: '望江街道服务点',
  suggestedAmountsFen: [1_000],
  project: {
    id: 'cmp_1',
    title: '一餐热饭',
    purpose: '给独居老人送饭',
    charityName: '某基金会',
    coverUrl: null,
    channel: 'own_site',
    goalFen: 100_000,
    totals: { raisedFen: 0, giftCount: 0, asOf: '2026-06-15T01:05:00.000Z' },
    endsOn: '2026-12-31',
    acceptsGifts,
    demo: false,
  },
})

describe('why a code takes no gift', () => {
  it.each<[ScannedCode['state'], string, string]>([
    ['paused', '这个公益码暂停使用：服务点正在搬迁，搬好后恢复使用。', '服务点正在搬迁，搬好后恢复使用。'],
    ['paused', '这个公益码暂停使用。', '请问问现场的工作人员，或换一个项目。'],
    ['revoked', '这个公益码已停用：展板遗失，请不要付款。', '展板遗失，请不要付款。'],
    ['revoked', '这个公益码已停用，请不要付款。', '请不要付款。'],
    [
      'expired',
      '这个公益码只用到2026年6月1日（周一），现在已经到期。请到项目页捐款。',
      '这个公益码只用到2026年6月1日（周一），现在已经到期。请到项目页捐款。',
    ],
  ])('%s: the title is not said again in “%s”', (state, reason, shown) => {
    expect(targetOfScan(scanned(state, reason)).refusal?.reason).toBe(shown)
  })
  it('is none for a good code of an open project', () => expect(targetOfScan(scanned('active', null)).refusal).toBeNull())
  it('is the project when only that is closed', () => expect(targetOfScan(scanned('active', null, false)).refusal?.title).toContain('项目'))
})
