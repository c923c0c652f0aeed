'use strict';
// Opens WebSockets through the balancer to the demo members. All that is known of a member is what it says itself.
const SESSIONS = 6;
const POINTS = 120;
const COLOURS = {A: '#0b6e99', B: '#b0560f'};
const address = (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/demo';
const sessions = [];
const members = new Map();
const find = id => document.getElementById(id);

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

class Session {
  constructor(number) {
    this.number = number;
    this.moves = 0;
    this.who = element('strong', {class: 'who'});
    this.state = element('span', {class: 'state'});
    this.rtt = element('span', {class: 'rtt'});
    this.row = element('li', {}, this.who, this.state, this.rtt);
    find('sessions').append(this.row);
    this.open();
  }

  open() {
    this.show(null, 'opening');
    this.socket = new WebSocket(address);
    this.socket.onmessage = event => this.heard(JSON.parse(event.data));
    this.socket.onclose = event => {
      this.show(null, `closed ${event.code} ${event.reason}, opening again`);
      this.moves++;
      setTimeout(() => this.open(), 500 + Math.random() * 500);
    };
  }

  heard(message) {
    if (message.type === 'hello') {
      this.show(message.member, this.moves ? `opened ${this.moves + 1} times` : 'open');
    } else if (message.type === 'echo') {
      const took = performance.now() - message.sent;
      this.rtt.textContent = took.toFixed(1) + ' ms';
      Chart.add(message.member, took);
    } else if (message.type === 'chat' && this === sessions.find(session => session.isOpen())) {
      chatted(message);
    }
  }

  show(member, state) {
    this.member = member;
    this.who.textContent = member ? 'Member ' + member : 'No member';
    this.state.textContent = state;
    this.row.dataset.member = member || '';
    this.row.dataset.open = Boolean(member);
    if (!member) this.rtt.textContent = '';
    if (member && !members.has(member)) addMember(member);
    summarise();
  }

  isOpen() { return this.socket && this.socket.readyState === WebSocket.OPEN; }

  say(message) {
    if (this.isOpen()) this.socket.send(JSON.stringify(message));
  }
}

const Chart = {
  data: [[], [], []],
  plot: null,
  add(member, took) {
    const now = Date.now() / 1000;
    const values = [now, member === 'A' ? took : null, member === 'B' ? took : null];
    this.data.forEach((column, i) => {
      column.push(values[i]);
      if (column.length > POINTS * 4) column.shift();
    });
  },
  draw() {
    if (!this.plot) {
      const line = member => ({
        label: 'Member ' + member, stroke: COLOURS[member], width: 2, spanGaps: true, points: {show: false},
        value: (_, value) => value == null ? '' : value.toFixed(1) + ' ms',
      });
      this.plot = new uPlot({
        width: find('chart').clientWidth, height: 220,
        scales: {y: {range: (_, low, high) => [0, Math.max(2, high * 1.2)]}},
        series: [{}, line('A'), line('B')],
        axes: [{}, {size: 45}],
      }, this.data, find('chart'));
      addEventListener('resize', () => this.plot.setSize({width: find('chart').clientWidth, height: 220}));
    } else {
      this.plot.setData(this.data);
    }
  },
};

function addMember(name) {
  const button = element('button', {type: 'button', class: 'stop'}, 'Stop');
  const state = element('span', {class: 'state'});
  const row = element('li', {'data-member': name, 'data-open': 'true'},
      element('strong', {class: 'who'}, 'Member ' + name), state, button);
  button.onclick = () => sessions.find(session => session.member === name && session.isOpen())?.say({type: 'stop'});
  members.set(name, {row, state, button});
  [...members.keys()].sort().forEach(key => find('members').append(members.get(key).row));
}

function summarise() {
  const counts = {};
  sessions.forEach(session => { if (session.member) counts[session.member] = (counts[session.member] || 0) + 1; });
  const open = Object.values(counts).reduce((a, b) => a + b, 0);
  find('summary').textContent = `${open} of ${sessions.length} open`;
  members.forEach((member, name) => {
    const count = counts[name] || 0;
    member.state.textContent = count === 1 ? '1 session' : count + ' sessions';
    member.row.dataset.open = count > 0;
    member.button.disabled = count === 0;
  });
}

function chatted(message) {
  const log = find('log');
  log.append(element('li', {}, element('span', {class: 'from'}, 'via ' + message.member), message.text));
  while (log.children.length > 100) log.firstChild.remove();
  log.scrollTop = log.scrollHeight;
}

find('say').onsubmit = event => {
  event.preventDefault();
  const text = find('text').value.trim();
  const speaker = sessions.find(session => session.isOpen());
  if (text && speaker) {
    speaker.say({type: 'chat', text});
    find('text').value = '';
  }
};
find('more').onclick = () => sessions.push(new Session(sessions.length + 1));
for (let i = 1; i <= SESSIONS; i++) sessions.push(new Session(i));
setInterval(() => sessions.forEach(session => session.say({type: 'echo', sent: performance.now()})), 500);
setInterval(() => Chart.draw(), 500);
