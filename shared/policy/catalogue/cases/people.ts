import type { WrittenCase } from '../../policy/written.ts'

/** The day cases are decided for, unless they say another. */
export const ON = '2026-11-30'

type Facts = NonNullable<WrittenCase['person']>
export const elder: Facts = { birthDate: '1946-11-30', sex: 'female', registeredIn: 'district' }
export const adult: Facts = { birthDate: '1980-03-15', sex: 'male', registeredIn: 'district' }
export const child: Facts = { birthDate: '2016-05-20', sex: 'male', registeredIn: 'district' }
/** Nobody cares for them, and they have nothing. */
export const alone: Facts = { ...elder, monthlyIncomeFen: 0, legalSupport: 'none', careLevel: 'able' }

/** A home of so much income a month, with nothing put by. */
export const home = (householdIncomeFen: number, rest: Facts = {}): Facts => ({
  householdIncomeFen,
  householdAssetsFen: 0,
  vehiclesOwned: 0,
  homesOwned: 1,
  ...rest,
})

/** One alone under 1,245 yuan is of 低保; up to 2,490 of 低保边缘; beyond it well off. */
export const poorHome = home(100_000)
export const lowHome = home(200_000)
export const richHome = home(2_000_000, { householdAssetsFen: 100_000_000, necessarySpendingFen: 0, suddenHardship: 'none' })
