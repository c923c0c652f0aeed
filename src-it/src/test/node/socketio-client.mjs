// A Socket.IO client: connects by the transports it is told, talks, and goes on talking while members come and go.
//   node socketio-client.mjs URL PATH polling|upgrade|websocket [stop]
// With "stop" it writes the name of its member, waits for a line, and then for a session with another one.
import { io } from "socket.io-client";
import { createInterface } from "node:readline";

const [url, path, how, stop] = process.argv.slice(2);
const transports = { polling: ["polling"], upgrade: ["polling", "websocket"], websocket: ["websocket"] }[how];
const socket = io(url, { path, transports, withCredentials: true, reconnectionDelay: 100, reconnectionDelayMax: 500, rejectUnauthorized: false });
const fail = (why) => {
  console.error(why);
  process.exit(1);
};
setTimeout(() => fail("not done in time"), 45_000);
const talk = (text) => new Promise((done) => socket.emit("echo", text, done));
const connected = () => new Promise((done) => (socket.connected ? done() : socket.once("connect", done)));

await connected();
if (how === "upgrade") {
  await new Promise((done) => (socket.io.engine.transport.name === "websocket" ? done() : socket.io.engine.once("upgrade", done)));
}
let first;
for (let i = 0; i < 20; i++) {
  const answer = await talk("message " + i);
  if (answer.text !== "message " + i) fail("wrong answer " + JSON.stringify(answer));
  if (answer.transport !== (how === "polling" ? "polling" : "websocket")) fail("by " + answer.transport);
  first ??= answer.name;
  if (answer.name !== first) fail("two members in one session");
}
const seen = await new Promise((done) => {
  const all = [];
  socket.on("one", (i) => {
    all.push(i);
    if (all.length === 500) done(all);
  });
  socket.emit("many", 500);
});
if (seen.some((i, at) => i !== at)) fail("out of order");
console.log(first);
if (stop) {
  const lines = createInterface({ input: process.stdin });
  await new Promise((done) => lines.once("line", done));
  lines.close();
  let answer = { name: first };
  while (answer.name === first) {
    await connected();
    answer = await Promise.race([talk("again"), new Promise((done) => setTimeout(() => done({ name: first }), 500))]);
  }
  console.log(answer.name);
}
socket.close();
process.exit(0);
