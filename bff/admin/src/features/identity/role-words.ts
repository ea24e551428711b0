import type { StaffRole } from '@minsheng/shared/contracts/identity'

const words: Record<StaffRole, string> = {
  administrator: '系统管理员',
  bureau: '民政局',
  charity_owner: '慈善组织负责人',
  charity_finance: '慈善组织财务',
  charity_editor: '慈善组织编辑',
  auditor: '审计员',
  security_officer: '安全管理员',
  data_steward: '数据管理员',
  grid_worker: '网格员',
  community: '社区工作人员',
  street: '街道工作人员',
  district_office: '区级科室',
}

/** What a person is here, for people: `慈善组织负责人、慈善组织财务`. */
export function roleWords(roles: readonly StaffRole[]): string {
  return roles.length === 0 ? '还没有分配岗位' : roles.map((role) => words[role]).join('、')
}
