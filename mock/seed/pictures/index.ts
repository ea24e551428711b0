import type { FeedLine } from '@minsheng/shared/contracts/feed'
import { boxPicture } from './box.ts'
import { canteenPicture } from './canteen.ts'
import { deskPicture } from './desk.ts'
import { handrailPicture } from './handrail.ts'
import { listPicture } from './list.ts'
import { mealPicture } from './meal.ts'
import { C } from './palette.ts'
import { ridePicture } from './ride.ts'
import { summerPicture } from './summer.ts'
import { voucherPicture } from './voucher.ts'
import { walkerPicture } from './walker.ts'

export interface SeedPicture {
  line: Extract<FeedLine, { type: 'picture' }>
  svg: string
}

const picture = (name: string, alt: string, svg: string): SeedPicture => ({
  line: { type: 'picture', id: `pic_${name}`, file: `${name.replaceAll('_', '-')}.svg`, alt },
  svg,
})

export function pictures(): SeedPicture[] {
  return [
    picture('meal', '窗边的木桌上，一碗冒着热气的米饭和一盘青菜', mealPicture),
    picture('handrail', '浴室墙上装好的扶手，旁边是浴缸、坐板和防滑垫', handrailPicture),
    picture('desk', '夜里亮着台灯的书桌，桌上摊开一本书', deskPicture),
    picture('summer', '夏天的桌上，风扇、茶壶和西瓜', summerPicture),
    picture('walker', '湖边小路上的一副助行架，旁边有长椅和柳树', walkerPicture),
    picture(
      'voucher_meal',
      '食堂发票的照片，姓名和账号已遮住',
      voucherPicture(C.clay, [
        [250, 190, 140],
        [250, 346, 120],
      ]),
    ),
    picture('voucher_insurance', '保险收据的照片，志愿者名单已遮住', voucherPicture(C.clayDeep, [[250, 230, 130]])),
    picture('canteen', '开饭前的社区食堂，长桌上摆好了餐盘', canteenPicture),
    picture('list', '木桌上的一份名单，旁边是老花镜和一支笔', listPicture),
    picture('box', '家门口的小凳上，一只刚送到的保温饭盒', boxPicture),
    picture('ride', '巷子里停着一辆送餐的电动车，后座绑着保温箱', ridePicture),
  ]
}
