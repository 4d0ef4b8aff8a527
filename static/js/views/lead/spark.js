/**
 * A line of ideas per minute as an SVG path; pure.
 * @param {number[]} pace ideas per minute @param {number} most the largest number on any table, so that lines compare
 * @param {number} width @param {number} height
 */
export function sparkPath(pace, most, width = 80, height = 20) {
  if (pace.length === 0) return "";
  const top = Math.max(1, most);
  const across = pace.length > 1 ? width / (pace.length - 1) : width;
  const points = pace.map((ideas, minute) => [Math.round(minute * across * 10) / 10, Math.round((height - 1 - (ideas / top) * (height - 2)) * 10) / 10]);
  if (points.length === 1) points.push([width, /** @type {number[]} */ (points[0])[1] ?? height]);
  return `M${points.map((point) => point.join(" ")).join("L")}`;
}
