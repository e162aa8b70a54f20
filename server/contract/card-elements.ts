import { z } from 'zod';

const I18nSchema = z.record(z.string().regex(/^[a-z]{2}_[a-z]{2}$/i), z.string().max(20_000)).optional();
const ColorSchema = z.string().regex(/^[a-z0-9-]{2,30}$|^rgba\([\d., ]+\)$/);
const SpaceSchema = z.string().regex(/^(-?\d{1,3}px ?){1,4}$/);
const GapSchema = z.union([z.enum(['small', 'medium', 'large', 'extra_large']), SpaceSchema]);
const WidthSchema = z.union([
  z.enum(['default', 'fill', 'auto', 'weighted']),
  z.string().regex(/^\d{1,4}px$/),
]);

/** Names sent back by interactive components; unique within a card. */
const NameSchema = z.string().min(1).max(100);
const PlacedShape = {
  element_id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,19}$/)
    .optional(),
  margin: SpaceSchema.optional(),
};

export const PlainTextSchema = z.strictObject({
  tag: z.literal('plain_text'),
  content: z.string().max(20_000),
  i18n_content: I18nSchema,
  lines: z.int().min(1).max(100).optional(),
  text_size: z.string().max(30).optional(),
  text_align: z.enum(['left', 'center', 'right']).optional(),
  text_color: ColorSchema.optional(),
});
export const LarkTextSchema = z.strictObject({ ...PlainTextSchema.shape, tag: z.literal('lark_md') });
const TextSchema = z.discriminatedUnion('tag', [PlainTextSchema, LarkTextSchema]);

export const IconSchema = z.discriminatedUnion('tag', [
  z.strictObject({
    tag: z.literal('standard_icon'),
    token: z.string().min(1).max(100),
    color: ColorSchema.optional(),
  }),
  z.strictObject({ tag: z.literal('custom_icon'), img_key: z.string().min(1).max(200) }),
]);

const UrlSchema = z
  .string()
  .max(2000)
  .regex(/^(https?|lark):\/\//);
const BehaviorSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('callback'), value: z.record(z.string(), z.json()) }),
  z.strictObject({
    type: z.literal('open_url'),
    default_url: UrlSchema,
    android_url: UrlSchema.optional(),
    ios_url: UrlSchema.optional(),
    pc_url: UrlSchema.optional(),
  }),
]);
const ConfirmSchema = z.strictObject({ title: PlainTextSchema, text: PlainTextSchema });

export const PressableShape = {
  ...PlacedShape,
  width: WidthSchema.optional(),
  disabled: z.boolean().optional(),
  confirm: ConfirmSchema.optional(),
  behaviors: z.array(BehaviorSchema).min(1).max(2).optional(),
  name: NameSchema.optional(),
};

export const ButtonSchema = z.strictObject({
  ...PressableShape,
  tag: z.literal('button'),
  type: z
    .enum([
      'default',
      'primary',
      'danger',
      'text',
      'primary_text',
      'danger_text',
      'primary_filled',
      'danger_filled',
      'laser',
    ])
    .optional(),
  size: z.enum(['tiny', 'small', 'medium', 'large']).optional(),
  text: PlainTextSchema.optional(),
  icon: IconSchema.optional(),
  hover_tips: PlainTextSchema.optional(),
  disabled_tips: PlainTextSchema.optional(),
  form_action_type: z.enum(['submit', 'reset']).optional(),
});

export const shownElements = [
  z.strictObject({
    ...PlacedShape,
    tag: z.literal('markdown'),
    content: z.string().min(1).max(30_000),
    i18n_content: I18nSchema,
    text_align: z.enum(['left', 'center', 'right']).optional(),
    text_size: z.string().max(30).optional(),
    icon: IconSchema.optional(),
  }),
  z.strictObject({
    ...PlacedShape,
    tag: z.literal('div'),
    text: TextSchema.optional(),
    icon: IconSchema.optional(),
    width: WidthSchema.optional(),
  }),
  z.strictObject({ ...PlacedShape, tag: z.literal('hr') }),
  z.strictObject({
    ...PlacedShape,
    tag: z.literal('img'),
    img_key: z.string().min(1).max(200),
    alt: PlainTextSchema,
    title: PlainTextSchema.optional(),
    scale_type: z.enum(['crop_center', 'crop_top', 'fit_horizontal']).optional(),
    size: z.string().max(40).optional(),
    corner_radius: z.string().max(10).optional(),
    transparent: z.boolean().optional(),
    preview: z.boolean().optional(),
  }),
] as const;

/** Shapes the containers share with the simple components. */
export const cardShapes = {
  PlacedShape,
  ColorSchema,
  SpaceSchema,
  GapSchema,
  WidthSchema,
  NameSchema,
} as const;
