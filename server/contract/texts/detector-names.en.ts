/** What detectors are called, en-US. */
export const detectorNamesEn: Readonly<Record<string, string>> = {
  'competitor-dwell': 'Stay at a rival',
  'off-zone': 'Time outside the zone',
  'two-stores': 'Two stores in one shift',
  'pickup-rounds': 'Rounds at a pickup point',
  'side-job-conditions': 'Conditions of a declared side job',
  'visit-unsupported': 'Visit without presence',
  'visits-without-sales': 'Visits without sales',
  'order-mismatch': 'Orders against the route',
  'spoofed-location': 'Doubtful positions',
  'route-change': 'Change of route',
  'off-hours': 'Punches off hours',
  'attendance-mismatch': 'Attendance against the track',
  'performance-drop': 'Falling sales',
  'customer-attrition': 'Lost customers',
  lead: 'lead, no detector',
};
