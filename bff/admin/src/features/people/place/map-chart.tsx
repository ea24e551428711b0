import type { PlaceMap } from '@minsheng/shared/contracts/people'
import { MapChart as MapSeries } from 'echarts/charts'
import { TooltipComponent, VisualMapComponent } from 'echarts/components'
import { type ECharts, registerMap, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect } from 'react'
import { palette } from '../../../app/theme.ts'
import { useMapChart } from '../../../ui/use-map-chart.ts'

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

/** Shapes by id: places may share a name. */
function draw(chart: ECharts, map: PlaceMap): void {
  const heads = map.features.map((feature) => feature.properties.residents)
  const features = map.features.map((feature) => ({ ...feature, properties: { ...feature.properties, key: feature.id } }))
  registerMap(MAP, { type: 'FeatureCollection', features } as never)
  chart.setOption(
    {
      animation: false,
      tooltip: {
        confine: true,
        formatter: ({ data }: { data?: Shape }) => (data ? `${data.title}<br/>${data.value} 人，${data.households} 户` : ''),
      },
      visualMap: {
        show: false,
        min: Math.min(...heads) - 1,
        max: Math.max(...heads) + 1,
        inRange: { color: ['#E3F1EF', '#A9D3CE', '#5FA9A3'] },
      },
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
            formatter: ({ data }: { data?: Shape }) => shortName(data?.title ?? ''),
          },
          labelLayout: { hideOverlap: true },
          itemStyle: { borderColor: '#ffffff', borderWidth: 1.5 },
          emphasis: { label: { color: palette.ink, fontWeight: 600 }, itemStyle: { areaColor: palette.osmanthus } },
          data: map.features.map(
            ({ id, properties }): Shape => ({
              name: id,
              title: properties.name,
              value: properties.residents,
              households: properties.households,
            }),
          ),
        },
      ],
    },
    { notMerge: true },
  )
}

interface Shape {
  name: string
  title: string
  value: number
  households: number
}

/** What fits into a shape: without the kind, a grid without its community. */
export const shortName = (name: string) => name.replace(/(街道|社区)$/, '').replace(/^.+社区(?=第)/, '')

/** The boundaries of places, coloured by how many people live there. A picture only: all it says and does is in the list too. */
export function MapChart({ map, label, highlighted, onOpen }: MapChartProps) {
  const { box, chart } = useMapChart(draw, map, onOpen)

  useEffect(() => {
    chart.current?.dispatchAction({ type: 'downplay', seriesIndex: 0 })
    if (highlighted) chart.current?.dispatchAction({ type: 'highlight', seriesIndex: 0, name: highlighted })
  }, [highlighted, chart])

  return <div ref={box} role='img' aria-label={label} className='place-map' />
}
