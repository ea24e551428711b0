import type { PlaceMap } from '@minsheng/shared/contracts/people'
import { MapChart as MapSeries } from 'echarts/charts'
import { TooltipComponent, VisualMapComponent } from 'echarts/components'
import { type ECharts, init, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { palette } from '../../../app/theme.ts'

use([MapSeries, TooltipComponent, VisualMapComponent, CanvasRenderer])

const MAP = 'places'

export interface MapChartProps {
  map: PlaceMap
  /** What the map shows, for those who can't see it; the list beside it says the same. */
  label: string
  /** The place pointed at in the list. */
  highlighted: string | null
  onOpen: (placeId: string) => void
}

/** The boundaries of places, coloured by how many people live there. A picture only: all it says and does is in the list too. */
export function MapChart({ map, label, highlighted, onOpen }: MapChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const open = useRef(onOpen)
  open.current = onOpen

  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const made = init(element)
    chart.current = made
    made.on('click', (event) => {
      const id = (event.data as { id?: string } | undefined)?.id
      if (id) open.current(id)
    })
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    const most = Math.max(1, ...map.features.map((feature) => feature.properties.residents))
    // ECharts finds a shape by its name; places of the same name are told apart by their codes.
    const features = map.features.map((feature) => ({ ...feature, properties: { ...feature.properties, key: feature.id } }))
    registerMap(MAP, { type: 'FeatureCollection', features } as never)
    chart.current?.setOption(
      {
        animation: false,
        tooltip: {
          confine: true,
          formatter: ({ data }: { data?: { title: string; value: number; households: number } }) =>
            data ? `${data.title}<br/>${data.value} 人，${data.households} 户` : '',
        },
        visualMap: { show: false, min: 0, max: most, inRange: { color: ['#EEF6F5', '#A9D3CE', '#3E928C'] } },
        series: [
          {
            type: 'map',
            map: MAP,
            nameProperty: 'key',
            roam: false,
            selectedMode: false,
            aspectScale: 0.86,
            layoutCenter: ['50%', '50%'],
            layoutSize: '94%',
            label: {
              show: true,
              color: palette.ink,
              fontSize: 14,
              formatter: ({ data }: { data?: { title: string } }) => data?.title.replace(/(街道|社区)$/, '') ?? '',
            },
            labelLayout: { hideOverlap: true },
            itemStyle: { borderColor: '#ffffff', borderWidth: 1.5 },
            emphasis: { label: { color: palette.ink, fontWeight: 600 }, itemStyle: { areaColor: palette.osmanthus } },
            data: map.features.map(({ id, properties }) => ({
              name: id,
              id,
              title: properties.name,
              value: properties.residents,
              households: properties.households,
            })),
          },
        ],
      },
      { notMerge: true },
    )
  }, [map])

  useEffect(() => {
    chart.current?.dispatchAction({ type: 'downplay', seriesIndex: 0 })
    if (highlighted) chart.current?.dispatchAction({ type: 'highlight', seriesIndex: 0, name: highlighted })
  }, [highlighted])

  return <div ref={box} role='img' aria-label={label} className='place-map' />
}
