export { reduceMotion } from 'antd-mobile';
