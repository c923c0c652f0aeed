// What this page knows of the members: only what they say themselves, and how many of its sessions each one has.
const known = new Map();

export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
}

/** A number of its own for each member, in the order of their names as long as there are two. */
export function colourOf(name) {
  if (name === 'A') return 0;
  if (name === 'B') return 1;
  return [...known.keys()].indexOf(name);
}

class Member {
  constructor(name, stop) {
    this.name = name;
    this.sessions = 0;
    this.backAt = 0;
    this.detail = element('span', {class: 'detail'});
    this.button = element('button', {type: 'button', class: 'stop', 'aria-label': 'Stop member ' + name}, 'Stop');
    this.button.onclick = () => stop(name);
    this.row = element('li', {'data-member': name},
        element('span', {class: 'badge', 'aria-hidden': 'true'}, name.slice(0, 2)),
        element('span', {class: 'name'}, 'Member ' + name), this.detail, this.button);
  }

  show() {
    const left = Math.ceil((this.backAt - Date.now()) / 1000);
    const away = this.sessions === 0 && left > 0;
    this.row.classList.toggle('away', away);
    this.detail.textContent = away ? `stopped, back in ${left} s`
        : this.sessions === 0 ? 'no session of this page'
        : this.sessions === 1 ? '1 session' : this.sessions + ' sessions';
    this.button.disabled = this.sessions === 0;
  }
}

export const Members = {
  /** Called with the name of a member that has spoken, and what its button does. */
  met(name, stop) {
    if (known.has(name)) return;
    known.set(name, new Member(name, stop));
    const list = document.getElementById('members');
    [...known.keys()].sort().forEach(key => list.append(known.get(key).row));
    known.forEach((member, key) => { member.row.dataset.colour = colourOf(key); });
  },

  stopped(name, seconds) {
    const member = known.get(name);
    if (member) member.backAt = Date.now() + seconds * 1000;
  },

  back(name) {
    const member = known.get(name);
    if (member) member.backAt = 0;
  },

  show(sessions) {
    known.forEach((member, name) => {
      member.sessions = sessions.filter(session => session.member === name).length;
      member.show();
    });
  },
};
