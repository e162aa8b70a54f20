/** What the first screen takes from the kit, piece by piece: through its index everything else would come along. */
import 'antd-mobile/es/global';

export { default as Button } from 'antd-mobile/es/components/button';
export { default as ConfigProvider } from 'antd-mobile/es/components/config-provider';
export { default as ProgressBar } from 'antd-mobile/es/components/progress-bar';
export { default as CalendarOutline } from 'antd-mobile-icons/es/CalendarOutline';
export { default as CameraOutline } from 'antd-mobile-icons/es/CameraOutline';
export { default as CheckCircleFill } from 'antd-mobile-icons/es/CheckCircleFill';
export { default as ClockCircleFill } from 'antd-mobile-icons/es/ClockCircleFill';
export { default as HistogramOutline } from 'antd-mobile-icons/es/HistogramOutline';
export { default as LocationOutline } from 'antd-mobile-icons/es/LocationOutline';
export { default as UserOutline } from 'antd-mobile-icons/es/UserOutline';
