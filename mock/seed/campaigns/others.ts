import { dayFrom } from '../calendar.ts'
import { type CampaignLine, campaignLine } from '../campaign-line.ts'
import { charities } from '../charities.ts'

/** The Ministry's list of designated platforms. */
const DESIGNATED_PLATFORMS = 'https://cszg.mca.gov.cn/'

function filingNumber(charityId: string, startsOn: string, sequence: string): string {
  const owner = charities(startsOn).find((charity) => charity.id === charityId)
  if (owner === undefined) throw new Error(`no such charity: ${charityId}`)
  return `${owner.uscc}A${startsOn.slice(2, 4)}${sequence}`
}

/** One campaign of each other way to give: on the charity's own site, on a designated platform, in goods. */
export function otherCampaigns(today: string): CampaignLine[] {
  const handrailStart = -25
  const aidStart = -60
  return [
    campaignLine(today, {
      id: 'cmp_handrail',
      charityId: 'chr_lakeside',
      channel: 'own_site',
      state: 'published',
      title: '演示·浴室里的一根扶手',
      purpose: '为 100 户高龄老人家庭装扶手、坐板和防滑垫，少摔一跤',
      paragraphs: [
        '七十九岁的朱奶奶说，她最怕的地方不是医院，是自家浴室。两年前她在浴缸边滑了一下，手腕骨折，从那以后洗澡前都要先给女儿打个电话，洗完再打一个，“报平安”。',
        '装扶手的师傅来了半天：马桶边一根，浴缸边一根，进门台阶旁一根。每一根都先请奶奶站过去、伸手比一比——扶手装在师傅觉得合适的高度，和装在她伸手就够得着的高度，差了七厘米。',
        '“现在洗澡，手心里有个实在的东西。”她说。电话还打，不过改成聊天了。',
        '老人摔倒，常常就在自己家里。改造一户，不用敲墙，一般半天完工：扶手三处、浴室坐板一块、防滑垫两张、起夜感应灯两盏。上门评估的是康复治疗师，装完三个月再回访一次。',
      ],
      area: '上城区清波、紫阳、南星街道',
      beneficiaries: '75 周岁以上、经上门评估有跌倒风险的老人家庭，由社区提名并公示 5 天，首批 100 户',
      use: '用于购买并安装扶手、浴室坐板、防滑垫、感应夜灯，以及康复治疗师上门评估和回访。每户标准 1,372 元。',
      cost: '募捐成本与管理成本 2,800 元，占 2%',
      surplusPlan: '如有剩余，按同样标准增加受助家庭，并在本页公布',
      leader: '沈老师',
      account: '演示·湖畔公益基金会 · 微信支付特约商户 1900009102（演示）',
      queryMethod: '在“我的捐赠”里查看每一笔；也可拨打 0571-00000002 查询（演示）',
      filingNumber: filingNumber('chr_lakeside', dayFrom(today, handrailStart), '001'),
      filedOn: dayFrom(today, handrailStart - 14),
      designatedUrl: DESIGNATED_PLATFORMS,
      counselApproval: `${dayFrom(today, handrailStart - 20)} 演示法审〔${dayFrom(today, handrailStart - 20).slice(0, 4)}〕7 号`,
      budgetYuan: [
        ['扶手、坐板、防滑垫和夜灯（100 户 × 960 元）', 96_000],
        ['安装（100 户 × 260 元）', 26_000],
        ['康复治疗师评估与回访（100 户 × 152 元）', 15_200],
        ['管理成本', 2_800],
      ],
      startsIn: handrailStart,
      endsIn: 155,
      suggestedAmountsFen: [3_000, 8_000, 137_200, 100],
      coverPictureId: 'pic_handrail',
    }),
    campaignLine(today, {
      id: 'cmp_aid',
      charityId: 'chr_neighbour',
      channel: 'designated',
      state: 'published',
      title: '演示·借得到的轮椅和助行架',
      purpose: '在 14 个街道各设一个辅具借用点，让需要的人当天借到',
      paragraphs: [
        '骨折之后的六个星期，要一副拐杖；中风之后的半年，要一台轮椅；出院回家那天，要一张能摇起来的床。这些东西，买了用不久，不买又寸步难行。',
        '采荷的老顾在家门口的借用点借到了助行架。他从扶着走三步，到自己走到湖边的长椅，用了四十天。还的那天，他把架子擦得干干净净，胶脚垫换了新的，“下一个人拿到手，是好的。”',
        '这个项目为 14 个街道各配一批轮椅、助行架、拐杖和坐便椅，消毒、检修、登记，凭身份证当天借走，押金为零。',
      ],
      area: '上城区 14 个街道',
      beneficiaries: '持证残障人士、术后康复者和失能老人，由各街道辅具点登记借用',
      use: '用于购买轮椅、助行架、拐杖和坐便椅，以及消毒、检修和借用登记。',
      cost: '募捐成本与管理成本 3,360 元，占 2%',
      surplusPlan: '如有剩余，用于辅具检修和更换',
      leader: '陈老师',
      account: '由民政部指定的互联网公开募捐平台收款，进入本会账户（演示）',
      queryMethod: '在指定平台的项目页查询；也可拨打 0571-00000003（演示）',
      filingNumber: filingNumber('chr_neighbour', dayFrom(today, aidStart), '003'),
      filedOn: dayFrom(today, aidStart - 15),
      designatedUrl: DESIGNATED_PLATFORMS,
      budgetYuan: [
        ['轮椅和助行架（14 处 × 7,200 元）', 100_800],
        ['拐杖和坐便椅（14 处 × 2,600 元）', 36_400],
        ['消毒与检修（一年）', 27_440],
        ['管理成本', 3_360],
      ],
      startsIn: aidStart,
      endsIn: 120,
      suggestedAmountsFen: [2_000, 5_000, 20_000],
      coverPictureId: 'pic_walker',
    }),
    campaignLine(today, {
      id: 'cmp_canteen',
      charityId: 'chr_goods',
      channel: 'in_kind',
      state: 'published',
      title: '演示·老年食堂的米面油',
      purpose: '为 8 家社区老年食堂募集米、面、油和保温箱（只收物资）',
      paragraphs: [
        '早上六点，丁兰街道的老年食堂已经在揉面。掌勺的郑师傅说，两百来号老人吃饭，一个月要三百公斤米、六十升油，“菜价能讲，米油讲不了。”',
        '周边的粮油店、超市和单位食堂，常有没拆封、保质期还长的米面油。送到物资站，称重、登记、查保质期，当天就能分到食堂的库房。',
        '这里只收物资，不收钱。每一袋米到了哪家食堂、哪天下的锅，都能在本页查到。',
      ],
      area: '上城区九堡、彭埠、笕桥、丁兰街道',
      beneficiaries: '在 8 家社区老年食堂就餐的老人，约 900 位',
      use: '募集的物资全部分配给 8 家食堂；下面的预算是物资的折价和运输所需。',
      cost: '运输与仓储由物资站自筹，不占用捐赠',
      surplusPlan: '如有剩余，在保质期内转给其他社区食堂，并在本页公布',
      leader: '俞师傅',
      account: '不收款，只收物资：九堡街道演示路102号（演示）',
      queryMethod: '到物资站查登记本，或拨打 0571-00000004（演示）',
      budgetYuan: [
        ['大米 18,000 公斤（折价）', 90_000],
        ['面粉和食用油（折价）', 46_800],
        ['保温箱 40 只（折价）', 12_000],
      ],
      startsIn: -18,
      endsIn: 162,
      suggestedAmountsFen: [1_000],
      coverPictureId: 'pic_canteen',
    }),
  ]
}
