import type { StaffRole } from '@minsheng/shared/contracts/identity'

const words: Record<StaffRole, string> = {
  administrator: '系统管理员',
  security_officer: '安全员',
  auditor: '审计员',
  bureau: '民政局',
  bureau_leader: '民政局领导',
  department: '协同部门',
  charity_owner: '慈善组织负责人',
  charity_finance: '慈善组织财务',
  charity_editor: '慈善组织编辑',
  data_steward: '数据管理员',
  grid_worker: '网格员',
  community: '社区工作人员',
  street: '街道工作人员',
  district_office: '区级科室',
  provider_manager: '服务机构管理人',
  provider_carer: '服务机构护理员',
  assessor: '评估员',
}

/** What a person is here, for people: `慈善组织负责人、慈善组织财务`. */
export function roleWords(roles: readonly StaffRole[]): string {
  return roles.length === 0 ? '还没有分配岗位' : roles.map((role) => words[role]).join('、')
}
