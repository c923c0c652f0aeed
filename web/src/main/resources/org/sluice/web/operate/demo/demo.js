// Opens WebSockets through the balancer to its members, and shows who answers.
import {element, colourOf, Members} from './members.js';
import {Trips} from './trips.js';

const SESSIONS = 6;
const MOST = 20;
const EVERY = 500;
const LINES = 100;
const address = (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + '/demo';
const sessions = [];
const said = [];
const heard = new Set();
let opened = 0;
let paused = false;
const find = id => document.getElementById(id);

function addLine(log, from, text) {
  log.append(element('li', {}, element('span', {class: 'from'}, from), text));
  while (log.children.length > LINES) log.firstChild.remove();
  log.scrollTop = log.scrollHeight;
}

function happened(text) {
  addLine(find('events'), new Date().toLocaleTimeString([], {hour12: false}), text);
}

class Session {
  constructor() {
    this.number = ++opened;
    this.moves = 0;
    this.failures = 0;
    this.answers = 0;
    this.member = '';
    this.badge = element('span', {class: 'badge', 'aria-hidden': 'true'});
    this.name = element('span', {class: 'name'});
    this.trip = element('span', {class: 'figure'});
    this.detail = element('span', {class: 'detail'});
    this.row = element('li', {'data-session': this.number}, this.badge, this.name, this.trip, this.detail);
    find('sessions').append(this.row);
    this.open();
  }

  open() {
    this.belong('', 'opening');
    this.socket = new WebSocket(address);
    this.socket.onopen = () => this.belong('?', 'its member has not said who it is');
    this.socket.onmessage = event => this.heard(JSON.parse(event.data));
    this.socket.onclose = event => this.lost(event);
  }

  close() {
    this.socket.onclose = null;
    this.socket.close(1000);
    this.row.remove();
  }

  lost(event) {
    if (this.member) {
      happened(`Session ${this.number} lost ${this.title()}: close code ${event.code}`);
      this.moves++;
      this.failures = 0;
    }
    this.belong('', this.failures ? 'no member took it, trying again' : 'lost its member, opening again');
    this.failures++;
    this.again = setTimeout(() => this.open(), Math.min(5000, 300 * 2 ** this.failures * (0.75 + Math.random() / 2)));
  }

  heard(message) {
    if (message.type === 'hello') {
      Members.met(message.member, stop);
      this.failures = 0;
      this.answers = 0;
      this.belong(message.member, '');
      happened(`Session ${this.number} ${this.moves ? 'is open again' : 'opened'} with member ${message.member}`);
    } else if (message.type === 'echo') {
      this.answered(message);
    } else if (isNew(message, this)) {
      heardByAll(message);
    }
  }

  answered(message) {
    const took = performance.now() - message.sent;
    this.answers++;
    this.trip.textContent = took.toFixed(1) + ' ms';
    this.detail.textContent = `${this.answers} answered, ` + (this.moves === 0 ? 'never closed'
        : this.moves === 1 ? 'closed once' : `closed ${this.moves} times`);
    Trips.add(message.member, colourOf(message.member), took);
  }

  belong(member, detail) {
    this.member = member;
    this.row.dataset.member = member;
    this.row.dataset.moves = this.moves;
    this.row.dataset.colour = member ? colourOf(member) : '';
    this.badge.textContent = member ? member.slice(0, 2) : '–';
    this.name.textContent = `${this.number}: ` + this.title();
    this.detail.textContent = detail;
    if (!member) this.trip.textContent = '';
    summarise();
  }

  title() {
    return this.member === '?' ? 'a member' : this.member ? 'member ' + this.member : 'no member';
  }

  isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  say(message) {
    if (this.isOpen()) this.socket.send(JSON.stringify(message));
  }
}

/** Every session hears what is meant for all; the first one to hear it tells. A member without numbers: the first one open. */
function isNew(message, session) {
  if (message.id === undefined) return session === sessions.find(one => one.isOpen());
  const unheard = !heard.has(message.id);
  heard.add(message.id);
  return unheard;
}

function heardByAll(message) {
  if (message.type === 'chat') {
    const mine = said.indexOf(message.text);
    if (mine >= 0) said.splice(mine, 1);
    addLine(find('chat'), (mine >= 0 ? 'You' : 'Another browser') + ', via member ' + message.member, message.text);
  } else if (message.type === 'stopped') {
    Members.stopped(message.member, message.seconds);
    happened(`Member ${message.member} stopped and closed its port for ${message.seconds} s`);
  } else if (message.type === 'back') {
    Members.back(message.member);
    happened(`Member ${message.member} is back`);
  }
}

function stop(member) {
  sessions.find(session => session.member === member && session.isOpen())?.say({type: 'stop'});
}

function summarise() {
  const open = sessions.filter(session => session.member).length;
  const text = `${open} of ${sessions.length} sessions are open`;
  // Only a change is a message to those who listen.
  if (find('summary').textContent !== text) find('summary').textContent = text;
  find('more').disabled = sessions.length >= MOST;
  find('fewer').disabled = sessions.length <= 1;
  Members.show(sessions);
}

find('more').onclick = () => {
  sessions.push(new Session());
  summarise();
};
find('fewer').onclick = () => {
  const last = sessions.pop();
  clearTimeout(last.again);
  last.close();
  happened(`Session ${last.number} was closed by this page`);
  summarise();
};
find('pause').onclick = () => {
  paused = !paused;
  find('pause').textContent = paused ? 'Go on' : 'Pause';
};
find('say').onsubmit = event => {
  event.preventDefault();
  const text = find('text').value.trim();
  const speaker = sessions.find(session => session.isOpen());
  if (text && speaker) {
    said.push(text);
    speaker.say({type: 'chat', text});
    find('text').value = '';
  }
};

for (let i = 0; i < SESSIONS; i++) sessions.push(new Session());
summarise();
setInterval(() => {
  Members.show(sessions);
  if (paused) return;
  Trips.step();
  sessions.forEach(session => session.say({type: 'echo', sent: performance.now()}));
}, EVERY);
