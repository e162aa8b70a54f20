import { z } from 'zod';
import { ButtonSchema, IconSchema, PlainTextSchema, PressableShape, shownElements } from './card-elements.ts';

const FieldShape = { ...PressableShape, required: z.boolean().optional() };
const InputSchema = z.strictObject({
  ...FieldShape,
  tag: z.literal('input'),
  input_type: z.enum(['text', 'multiline_text', 'password']).optional(),
  rows: z.int().min(1).max(100).optional(),
  auto_resize: z.boolean().optional(),
  max_rows: z.int().min(1).max(100).optional(),
  max_length: z.int().min(1).max(1000).optional(),
  label: PlainTextSchema.optional(),
  label_position: z.enum(['top', 'left']).optional(),
  placeholder: PlainTextSchema.optional(),
  default_value: z.string().max(1000).optional(),
  show_icon: z.boolean().optional(),
});

const OptionSchema = z.strictObject({
  text: PlainTextSchema,
  value: z.string().min(1).max(200),
  icon: IconSchema.optional(),
});
const ChoiceShape = {
  ...FieldShape,
  type: z.enum(['default', 'text']).optional(),
  placeholder: PlainTextSchema.optional(),
};
const OptionsShape = { options: z.array(OptionSchema).min(1).max(100) };
const PersonOptionsShape = {
  options: z
    .array(z.strictObject({ value: z.string() }))
    .max(500)
    .optional(),
};

const SelectSchemas = [
  z.strictObject({
    ...ChoiceShape,
    ...OptionsShape,
    tag: z.literal('select_static'),
    initial_option: z.string().optional(),
    initial_index: z.int().min(1).optional(),
  }),
  z.strictObject({
    ...ChoiceShape,
    ...OptionsShape,
    tag: z.literal('multi_select_static'),
    selected_values: z.array(z.string()).optional(),
  }),
  z.strictObject({
    ...ChoiceShape,
    ...PersonOptionsShape,
    tag: z.literal('select_person'),
    initial_option: z.string().optional(),
  }),
  z.strictObject({
    ...ChoiceShape,
    ...PersonOptionsShape,
    tag: z.literal('multi_select_person'),
    selected_values: z.array(z.string()).optional(),
  }),
] as const;

const ClockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const PickerSchemas = [
  z.strictObject({ ...ChoiceShape, tag: z.literal('date_picker'), initial_date: z.iso.date().optional() }),
  z.strictObject({ ...ChoiceShape, tag: z.literal('picker_time'), initial_time: ClockSchema.optional() }),
  z.strictObject({
    ...ChoiceShape,
    tag: z.literal('picker_datetime'),
    initial_datetime: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
  }),
] as const;

/** Components that hold no other components, tables and charts aside. */
export const simpleElements = [
  ...shownElements,
  ButtonSchema,
  InputSchema,
  ...SelectSchemas,
  ...PickerSchemas,
] as const;
