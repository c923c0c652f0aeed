// Sends compressible messages to the echo at argv[2]; exit code 0 only if all came back and travelled compressed.
import { randomBytes } from "node:crypto";
import WebSocket from "ws";

const messages = [1, 100, 125, 126, 4_000, 65_535, 65_536, 1 << 20, 8 << 20].map((size) =>
  Buffer.from("the quick brown fox ".repeat(size / 20 + 1).slice(0, size)),
);
messages.push(Buffer.alloc(0), randomBytes(300_000));
const total = messages.reduce((sum, message) => sum + message.length, 0);

const socket = new WebSocket(process.argv[2], { perMessageDeflate: { threshold: 0 }, maxPayload: 64 << 20 });
let wire;
let received = 0;

socket.on("upgrade", (response) => {
  wire = response.socket;
});
socket.on("open", () => {
  if (!socket.extensions.includes("permessage-deflate")) {
    fail("no compression was agreed: " + socket.extensions);
  }
  messages.forEach((message, index) => socket.send(message, { binary: index % 2 === 0 }));
});
socket.on("message", (data) => {
  if (!data.equals(messages[received])) {
    fail("message " + received + " came back changed");
  }
  if (++received === messages.length) {
    socket.close(4000, "all there");
  }
});
socket.on("close", (code, reason) => {
  if (code !== 4000 || reason.toString() !== "all there" || received !== messages.length) {
    fail("closed with " + code + " " + reason + " after " + received + " messages");
  }
  if (wire.bytesRead > total / 4) {
    fail(wire.bytesRead + " bytes on the wire for " + total + " of payload");
  }
  console.log(received + " messages, " + total + " bytes, " + wire.bytesRead + " on the wire");
});
socket.on("error", (error) => fail(error));

function fail(why) {
  console.error("client: " + why);
  process.exit(1);
}
