import { z } from 'zod';
import { cardShapes, IconSchema, PlainTextSchema } from './card-elements.ts';
import { simpleElements } from './card-fields.ts';

const { PlacedShape, ColorSchema, SpaceSchema, GapSchema, WidthSchema, NameSchema } = cardShapes;

const SimpleElementSchema = z.discriminatedUnion('tag', simpleElements);
type SimpleElement = z.infer<typeof SimpleElementSchema>;

const ChartSchema = z.strictObject({
  ...PlacedShape,
  tag: z.literal('chart'),
  chart_spec: z.record(z.string(), z.json()),
  aspect_ratio: z.enum(['1:1', '2:1', '4:3', '16:9']).optional(),
  color_theme: z.enum(['brand', 'rainbow', 'complementary', 'converse', 'primary']).optional(),
  preview: z.boolean().optional(),
  height: z
    .string()
    .regex(/^(auto|\d{1,3}px)$/)
    .optional(),
});

const TableSchema = z.strictObject({
  ...PlacedShape,
  tag: z.literal('table'),
  page_size: z.int().min(1).max(10).optional(),
  row_height: z.string().max(20).optional(),
  freeze_first_column: z.boolean().optional(),
  header_style: z.record(z.string(), z.json()).optional(),
  columns: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        display_name: z.string().optional(),
        data_type: z.enum(['text', 'lark_md', 'markdown', 'options', 'number', 'persons', 'date']),
        date_format: z.string().optional(),
        format: z.record(z.string(), z.json()).optional(),
        width: z.string().max(20).optional(),
        horizontal_align: z.enum(['left', 'center', 'right']).optional(),
        vertical_align: z.enum(['top', 'center', 'bottom']).optional(),
      }),
    )
    .min(1)
    .max(50),
  rows: z.array(z.record(z.string(), z.json())).max(500),
});

const LayoutShape = {
  ...PlacedShape,
  direction: z.enum(['vertical', 'horizontal']).optional(),
  padding: SpaceSchema.optional(),
  horizontal_spacing: GapSchema.optional(),
  horizontal_align: z.enum(['left', 'center', 'right']).optional(),
  vertical_spacing: GapSchema.optional(),
  vertical_align: z.enum(['top', 'center', 'bottom']).optional(),
};

const ColumnBase = z.strictObject({
  ...LayoutShape,
  tag: z.literal('column'),
  width: WidthSchema.optional(),
  weight: z.int().min(1).max(5).optional(),
  background_style: ColorSchema.optional(),
});
const ColumnSetBase = z.strictObject({
  ...LayoutShape,
  tag: z.literal('column_set'),
  flex_mode: z.enum(['none', 'stretch', 'flow', 'bisect', 'trisect']).optional(),
  background_style: ColorSchema.optional(),
});
const FormBase = z.strictObject({ ...LayoutShape, tag: z.literal('form'), name: NameSchema });
const PanelBase = z.strictObject({
  ...LayoutShape,
  tag: z.literal('collapsible_panel'),
  expanded: z.boolean().optional(),
  background_color: ColorSchema.optional(),
  border: z.record(z.string(), z.json()).optional(),
  header: z.strictObject({
    title: z.strictObject({ tag: z.enum(['plain_text', 'markdown']), content: z.string() }),
    background_color: ColorSchema.optional(),
    padding: SpaceSchema.optional(),
    icon: IconSchema.optional(),
    icon_position: z.enum(['left', 'right', 'follow_text']).optional(),
    icon_expanded_angle: z.int().optional(),
  }),
});

type Parent = { elements: CardElement[] };
export type CardColumn = z.infer<typeof ColumnBase> & Parent;
export type CardForm = z.infer<typeof FormBase> & Parent;
/** One component of card JSON 2.0; the tag decides the shape. */
export type CardElement =
  | SimpleElement
  | z.infer<typeof ChartSchema>
  | z.infer<typeof TableSchema>
  | (z.infer<typeof ColumnSetBase> & { columns: CardColumn[] })
  | CardForm
  | (z.infer<typeof PanelBase> & Parent);

const nested: z.ZodType<CardElement[]> = z.lazy(() => z.array(CardElementSchema).max(200));

/** Unknown tags and unknown properties are refused, as card JSON 2.0 does. */
export const CardElementSchema: z.ZodType<CardElement> = z.discriminatedUnion('tag', [
  ...simpleElements,
  ChartSchema,
  TableSchema,
  ColumnSetBase.extend({
    columns: z
      .array(ColumnBase.extend({ elements: nested }))
      .min(1)
      .max(20),
  }),
  FormBase.extend({ elements: nested }),
  PanelBase.extend({ elements: nested }),
]);

export const cardTemplates = [
  'blue',
  'wathet',
  'turquoise',
  'green',
  'yellow',
  'orange',
  'red',
  'carmine',
  'violet',
  'purple',
  'indigo',
  'grey',
  'default',
] as const;

const HeaderSchema = z.strictObject({
  title: PlainTextSchema,
  subtitle: PlainTextSchema.optional(),
  text_tag_list: z
    .array(
      z.strictObject({
        tag: z.literal('text_tag'),
        element_id: z.string().optional(),
        text: PlainTextSchema,
        color: ColorSchema.optional(),
      }),
    )
    .max(3)
    .optional(),
  template: z.enum(cardTemplates).optional(),
  icon: IconSchema.optional(),
  padding: SpaceSchema.optional(),
});

/** Card JSON 2.0 (feishu.md section 3). `checkCard` in card-rules.ts adds what spans several components. */
export const CardSchema = z.strictObject({
  schema: z.literal('2.0'),
  config: z.strictObject({
    update_multi: z.literal(true),
    enable_forward: z.boolean().optional(),
    enable_forward_interaction: z.boolean().optional(),
    width_mode: z.enum(['default', 'compact', 'fill']).optional(),
    summary: z
      .strictObject({
        content: z.string().max(500),
        i18n_content: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    locales: z.array(z.string()).optional(),
    style: z.record(z.string(), z.json()).optional(),
  }),
  card_link: z
    .strictObject({
      url: z.string(),
      android_url: z.string().optional(),
      ios_url: z.string().optional(),
      pc_url: z.string().optional(),
    })
    .optional(),
  header: HeaderSchema.optional(),
  body: z.strictObject({ ...LayoutShape, elements: nested }),
});
export type Card = z.infer<typeof CardSchema>;
