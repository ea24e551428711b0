import { settle } from '../browser/phone.ts'
import { giveButton, openCode, printedLink } from './giver.ts'
import { helpScreens } from './help-screens.ts'
import { verifyPath } from './receipt-page.ts'
import { at, type Screen } from './screen.ts'

const project = 'packages/donation/project/index'
const progress = 'packages/donation/progress/index'
const disclosures = 'packages/donation/disclosures/index'
const giving = 'packages/donation/giving/index'
const thanks = 'packages/donation/thanks/index'
const receipt = 'packages/donation/receipt/index'
const verify = 'packages/donation/receipt/verify/index'
const where = 'packages/trace/where/index'
const proof = 'packages/trace/proof/index'
const signIn = 'packages/account/sign-in/index'
const zlb = 'packages/account/zlb/index'
const message = 'packages/account/message/index'
const letters = 'packages/account/letters/index'
const messageSettings = 'packages/account/message-settings/index'
const team = 'packages/together/team/index'
const startTeam = 'packages/together/start/index'
const startMonthly = 'packages/together/monthly-start/index'
const monthlyGift = 'packages/together/monthly-gift/index'
const gallery = 'packages/gallery/index'
const legal = 'packages/account/legal/index'
const proxyPage = 'packages/mine/proxy/index'
const proxyCode = 'packages/mine/code/index'

const benefits = 'packages/policy/list/index'
const benefit = 'packages/policy/benefit/index'
const ask = 'packages/policy/ask/index'

/** Every state of every page that a person can come to. */
export const screens: Screen[] = [
  at('pages/home/index', 'home'),
  at('pages/services/index', 'services'),
  at('pages/messages/index', 'messages'),
  at('pages/me/index', 'me'),
  at(benefits, 'benefits-not-asked', () => '?of=mine'),
  at(benefits, 'benefits-trial', () => '?of=trial'),
  at(benefit, 'benefit', () => '?of=trial&id=aged-allowance'),
  at(benefit, 'benefit-unknown', () => '?of=trial&id=none'),
  at('packages/policy/apply/index', 'apply-not-known', () => '?id=aged-allowance'),
  at('packages/policy/applications/index', 'applications-none'),
  at('packages/policy/application/index', 'application-unknown', () => '?id=pap_none'),
  at('packages/policy/awards/index', 'awards-none'),
  at('packages/policy/payments/index', 'payments-none'),
  at('packages/policy/card/index', 'card-unknown', () => '?id=awd_none'),
  ...helpScreens,
  at(ask, 'benefit-question', () => '?of=trial'),
  at(ask, 'benefit-question-not-asked', () => '?of=mine'),
  at('packages/donation/projects/index', 'projects'),
  at(project, 'project', ({ code }) => `?id=${code.campaignId}`),
  {
    page: project,
    state: 'project-unfolded',
    async open(page, { code }) {
      await page.goto(`/${project}?id=${code.campaignId}`)
      await settle(page)
      for (const title of ['慈善组织', '募捐备案信息']) await page.getByRole('button', { name: title }).click()
    },
  },
  at(project, 'project-unknown', () => '?id=cmp_none'),
  at(project, 'project-with-plan', () => '?id=cmp_meals'),
  at(progress, 'progress', () => '?id=cmp_meals'),
  at(progress, 'progress-none', () => '?id=cmp_desk'),
  at(progress, 'progress-unknown', () => '?id=cmp_none'),
  at(disclosures, 'disclosures', () => '?id=cmp_meals'),
  at(disclosures, 'disclosures-unknown', () => '?id=cmp_none'),
  { page: giving, state: 'giving', open: (page, { code }) => openCode(page, code) },
  {
    page: giving,
    state: 'giving-wrong-amount',
    async open(page, { code }) {
      await openCode(page, code)
      await page.getByRole('radio', { name: '其他金额' }).click()
      await page.getByRole('textbox', { name: '金额（元）' }).fill('0.001')
      await page.getByRole('button', { name: /留下称呼或匿名/ }).click()
      await giveButton(page).click()
    },
  },
  {
    page: giving,
    state: 'giving-refused',
    open: async (page, { pausedCode }) => {
      await page.goto(printedLink(pausedCode))
    },
  },
  at(giving, 'giving-do-not-pay', () => '?text=https%3A%2F%2Fexample.com'),
  at(giving, 'giving-find-code'),
  at(giving, 'giving-unknown', () => '?id=cmp_none'),
  at(thanks, 'thanks-unknown', () => '?id=GY00000000000000'),
  at(thanks, 'thanks', ({ paidGiftId }) => `?id=${paidGiftId}`),
  {
    page: thanks,
    state: 'thanks-awaiting',
    async open(page, { code }) {
      await openCode(page, code)
      await giveButton(page).click()
      await page.getByRole('button', { name: '暂不支付' }).click()
      await page.waitForURL(/\/thanks\//)
    },
  },
  {
    page: thanks,
    state: 'thanks-unpaid',
    async open(page, { code }) {
      await openCode(page, code)
      await giveButton(page).click()
      await page.getByRole('button', { name: '暂不支付' }).click()
      await page.getByRole('button', { name: '继续支付' }).waitFor()
    },
  },
  at('packages/mine/proxies/index', 'proxies-signed-out'),
  at('packages/mine/invite/index', 'proxy-invite-signed-out'),
  at(proxyPage, 'proxy-unknown', () => '?id=prx_none'),
  at(proxyCode, 'proxy-code-signed-out', () => '?c=12345678'),
  at('packages/mine/acting/index', 'acting-as-nobody'),
  at('packages/mine/deeds/index', 'proxy-deeds-none'),
  at('packages/mine/household/index', 'household-not-asked'),
  at('packages/mine/data/index', 'my-data'),
  {
    page: 'packages/mine/data/index',
    state: 'my-data-unfolded',
    async open(page) {
      await page.goto('/packages/mine/data/index')
      await settle(page)
      await page.getByRole('button', { name: /^捐赠记录/ }).click()
    },
  },
  at('packages/mine/looks/index', 'data-looks-not-asked'),
  at('packages/mine/consents/index', 'consents-signed-out'),
  at('packages/mine/copy/index', 'copy-signed-out'),
  at('packages/mine/requests/index', 'data-requests-none'),
  at('packages/mine/correct/index', 'correct', () => `?h=gifts&f=${encodeURIComponent('捐赠人称呼')}`),
  at('packages/mine/correct/index', 'correct-unknown', () => '?h=none&f=none'),
  at('packages/mine/closing/index', 'closing-signed-out'),
  at('packages/mine/devices/index', 'devices-signed-out'),
  at('packages/mine/real-name/index', 'real-name-signed-out'),
  at('packages/donation/my-gifts/index', 'my-gifts'),
  at(receipt, 'receipt', ({ paidGiftId }) => `?id=${paidGiftId}`),
  at(receipt, 'receipt-unknown', () => '?id=GY00000000000000'),
  {
    page: receipt,
    state: 'receipt-waive',
    async open(page, { paidGiftId }) {
      await page.goto(`/${receipt}?id=${paidGiftId}`)
      await page.getByRole('button', { name: '我不需要凭证' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    page: verify,
    state: 'verify-good',
    async open(page, { paidGiftId }) {
      await page.goto(`/${receipt}?id=${paidGiftId}`)
      await page.goto(await verifyPath(page))
    },
  },
  at(verify, 'verify-unknown', () => '?n=53330102MJ0900001X-2026-999999&c=000000000000'),
  {
    page: verify,
    state: 'verify-wrong',
    async open(page) {
      await page.goto(`/${verify}`)
      await page.getByRole('button', { name: '核对', exact: true }).click()
    },
  },
  at(where, 'where', ({ tracedGiftId }) => `?id=${tracedGiftId}`),
  at(where, 'where-unused', ({ paidGiftId }) => `?id=${paidGiftId}`),
  at(where, 'where-unknown', () => '?id=GY00000000000000'),
  at(proof, 'proof-waiting', ({ paidGiftId }) => `?id=${paidGiftId}`),
  {
    page: proof,
    state: 'proof',
    async open(page, { tracedGiftId }) {
      await page.goto(`/${proof}?id=${tracedGiftId}`)
      await page.getByRole('button', { name: /详细数字/ }).click()
    },
  },
  {
    page: proof,
    state: 'proof-differs',
    async open(page, { tracedGiftId, paidGiftId }) {
      await page.route('**/api/v1/gifts/*/ledger-proof', async (route) => {
        const answer = await route.fetch()
        const told = await answer.text()
        await route.fulfill({ response: answer, body: told.replaceAll(tracedGiftId, paidGiftId) })
      })
      await page.goto(`/${proof}?id=${tracedGiftId}`)
      await page.getByRole('heading', { level: 1, name: '不一致' }).waitFor()
      await page.unrouteAll({ behavior: 'wait' })
    },
  },
  at('packages/trace/seals/index', 'seals'),
  at(message, 'message-unknown', () => '?id=msg_none'),
  at(letters, 'letters'),
  at(messageSettings, 'message-settings'),
  at(zlb, 'zlb-none'),
  at(zlb, 'zlb-refused', () => '?ticket=00000000-ticket'),
  at(zlb, 'zlb-mixed', () => '?ticket=0-ticket&ticketId=tk_0'),
  at(signIn, 'sign-in'),
  {
    page: signIn,
    state: 'sign-in-wrong',
    async open(page) {
      await page.goto(`/${signIn}`)
      await page.getByRole('textbox', { name: '手机号' }).fill('138')
      // 关怀版 asks one thing at a time: there the first button sends the code.
      await page
        .getByRole('button', { name: /^(登录|获取验证码)$/ })
        .last()
        .click()
    },
  },
  at('packages/patrol/round/index', 'patrol-none'),
  at('packages/patrol/invite/index', 'patrol-invite-broken'),
  at('packages/patrol/visit/index', 'patrol-visit-none', () => '?c=chr_demo&v=ven_hubin'),
  {
    page: giving,
    state: 'giving-report-code',
    async open(page) {
      await page.goto(`/${giving}?text=https%3A%2F%2Fexample.com`)
      await page.getByRole('button', { name: '举报这张码' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  at('packages/account/settings/index', 'settings'),
  at(legal, 'legal-about', () => '?doc=about'),
  at(legal, 'legal-privacy', () => '?doc=privacy'),
  at(legal, 'legal-terms', () => '?doc=terms'),
  at(team, 'team', () => '?id=TM_demo_meals'),
  at(team, 'team-unknown', () => '?id=TM_none'),
  {
    page: team,
    state: 'team-report',
    async open(page) {
      await page.goto(`/${team}?id=TM_demo_meals`)
      await page.getByRole('button', { name: '举报这个页面' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  at(startTeam, 'team-start', ({ code }) => `?id=${code.campaignId}`),
  at(startTeam, 'team-start-unknown', () => '?id=cmp_none'),
  {
    page: startTeam,
    state: 'team-start-wrong',
    async open(page, { code }) {
      await page.goto(`/${startTeam}?id=${code.campaignId}`)
      await page.getByRole('textbox', { name: '题目' }).fill('')
      await page.getByRole('button', { name: '发起', exact: true }).click()
    },
  },
  at('packages/together/mine/index', 'my-teams'),
  {
    page: team,
    state: 'team-own',
    async open(page, { code }) {
      await page.goto(`/${startTeam}?id=${code.campaignId}`)
      await page.getByRole('textbox', { name: '想说的话' }).fill('我们几家邻居商量，一起来帮忙。')
      await page.getByRole('button', { name: '发起', exact: true }).click()
      await page.getByText('等工作人员看').waitFor()
    },
  },
  at('packages/together/monthly/index', 'monthly'),
  at(startMonthly, 'monthly-start', ({ code }) => `?id=${code.campaignId}&amount=1250`),
  at(startMonthly, 'monthly-start-unknown', () => '?id=cmp_none'),
  at(monthlyGift, 'monthly-gift-unknown', () => '?id=MG_none'),
  {
    page: monthlyGift,
    state: 'monthly-gift',
    async open(page, { code }) {
      await page.goto(`/${startMonthly}?id=${code.campaignId}&amount=1250`)
      await page.getByRole('button', { name: '就这样定' }).click()
      await page.waitForURL(/monthly-gift/)
    },
  },
  {
    page: 'packages/together/monthly/index',
    state: 'monthly-some',
    async open(page) {
      await page.goto('/packages/together/monthly/index')
      await page.getByText('下次提醒').first().waitFor()
    },
  },
  at(gallery, 'gallery'),
  {
    page: gallery,
    state: 'gallery-sheet',
    async open(page) {
      await page.goto(`/${gallery}`)
      await page.getByRole('button', { name: '安静操作' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
]
