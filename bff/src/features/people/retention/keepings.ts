import { sharingRecordYears } from '@minsheng/shared/law/personal-data'
import { importRowDays, uploadedFileDays, usageRecordYears } from '@minsheng/shared/law/retention'
import { declareKeeping } from '../../../platform/protect/keeping.ts'

const shortest = '《个人信息保护法》第十九条：保存期限为实现目的所必要的最短时间'

/** How long what stands beside the records of people is kept; the records themselves say so in their catalogues. */
export function declarePeopleKeepings(): void {
  declareKeeping(['import_rows'], {
    title: '导入的逐行结果',
    period: importRowDays,
    from: '导入完成之日',
    atEnd: 'delete',
    because: '只为能撤销；不含居民信息',
    endedBy: 'retention',
  })
  declareKeeping(['import_files.files', 'import_files.chunks'], {
    title: '导入的文件',
    period: uploadedFileDays,
    from: '上传之日',
    atEnd: 'delete',
    because: shortest,
    endedBy: 'job',
  })
  declareKeeping(['exchange_runs'], {
    title: '数据交换的批次',
    period: usageRecordYears,
    from: '批次结束之日',
    atEnd: 'delete',
    because: '《政务数据共享条例》第二十九条：使用日志不少于三年',
    endedBy: 'retention',
  })
  declareKeeping(['exchange_pushes'], {
    title: '推送给其他部门的变更',
    period: sharingRecordYears,
    from: '送达之日',
    atEnd: 'delete',
    because: '《网络数据安全管理条例》第十二条',
    endedBy: 'retention',
  })
  declareKeeping(['exchange_sources', 'exchange_rows'], {
    title: '数据交换的进度',
    period: null,
    from: '与来源交换期间；只存编号的密文索引和版本',
    atEnd: 'delete',
    because: '同一条记录不重复收',
    endedBy: 'owner',
  })
  declareKeeping(['quality_results'], {
    title: '数据质量的每日结果',
    period: null,
    from: '只有数字，长期保存',
    atEnd: 'archive',
    because: '看得出变化',
    endedBy: 'nobody',
  })
  declareKeeping(['quality_rows'], {
    title: '数据质量问题清单',
    period: null,
    from: '到下一次检查为止',
    atEnd: 'delete',
    because: shortest,
    endedBy: 'job',
  })
  declareKeeping(['shift_turns'], {
    title: '排班的先后',
    period: null,
    from: '只有计数，长期保存',
    atEnd: 'archive',
    because: '两个人同时排班时分得出先后',
    endedBy: 'nobody',
  })
}
