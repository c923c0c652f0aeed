// The round trips of the last minute, one line per member, a point every half second.
/* global Chart */
const SPAN = 60;
const COLOURS = ['#0b6e99', '#a04a08', '#4f5b66', '#6b3fa0'];
const DASHES = [[], [6, 4], [2, 3], [10, 3, 2, 3]];
const fresh = new Map();
const chart = new Chart(document.getElementById('trips'), {
  type: 'line',
  data: {datasets: []},
  options: {
    animation: false, maintainAspectRatio: false, parsing: false, normalized: true, events: [],
    elements: {point: {radius: 0}, line: {borderWidth: 2.5, tension: 0}},
    plugins: {
      legend: {align: 'start', labels: {color: '#16202b', boxWidth: 28, boxHeight: 0, font: {size: 14}}},
      tooltip: {enabled: false},
    },
    scales: {
      x: {
        type: 'linear', min: -SPAN, max: 0, grid: {color: '#e6ebf0'},
        ticks: {color: '#4a5a6a', stepSize: 15, maxRotation: 0, callback: at => at === 0 ? 'now' : `${-at} s ago`},
      },
      y: {
        min: 0, suggestedMax: 5, grid: {color: '#e6ebf0'},
        // A fixed width: the plot must not shift when a figure gains a digit.
        afterFit: axis => { axis.width = 56; },
        ticks: {color: '#4a5a6a', maxTicksLimit: 6, callback: took => took + ' ms'},
      },
    },
  },
});

function lineOf(member, colour) {
  let line = chart.data.datasets.find(one => one.member === member);
  if (!line) {
    const index = colour % COLOURS.length;
    line = {
      member, label: 'Member ' + member, order: colour, data: [], borderColor: COLOURS[index], borderDash: DASHES[index],
    };
    chart.data.datasets.push(line);
    chart.data.datasets.sort((one, two) => one.order - two.order);
  }
  return line;
}

export const Trips = {
  add(member, colour, took) {
    if (!fresh.has(member)) fresh.set(member, []);
    fresh.get(member).push(took);
    lineOf(member, colour);
  },

  /** Moves the lines by one step; a member that was silent leaves a gap. */
  step() {
    const now = performance.now() / 1000;
    chart.data.datasets.forEach(line => {
      const took = (fresh.get(line.member) || []).sort((one, two) => one - two);
      line.data.push({at: now, y: took.length ? took[took.length >> 1] : NaN});
      line.data.forEach(point => { point.x = point.at - now; });
      while (line.data[0].x < -SPAN - 1) line.data.shift();
    });
    fresh.clear();
    chart.update('none');
  },
};
