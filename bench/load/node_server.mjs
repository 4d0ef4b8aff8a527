// The same café as a good Node developer writes it in an afternoon: Socket.IO, one durable insert per post, rooms.
// Nothing of the gate: no receipts, no journal, no roles, no phases. Usage: node node_server.mjs PORT DATABASE
import { createServer } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { Server } from "socket.io";

const [port, path] = process.argv.slice(2);
const TEXT_LIMIT = 1000;
const SCREENS = "screens";

const db = new DatabaseSync(path);
db.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS idea (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS idea_place ON idea (place);
`);
const insert = db.prepare("INSERT INTO idea (place, text, at) VALUES (?, ?, ?)");
const atTable = db.prepare("SELECT id, place, text, at FROM idea WHERE place = ? ORDER BY id");
const newest = db.prepare("SELECT coalesce(max(id), 0) AS seq FROM idea");

const http = createServer((_request, response) => response.end("ok"));
const io = new Server(http, { serveClient: false, perMessageDeflate: process.env.DEFLATE === "1" });

io.use((socket, next) => {
  const { table, screen } = socket.handshake.auth;
  if (!Number.isInteger(table) && screen !== true) return next(new Error("unauthenticated"));
  socket.data.table = table;
  next();
});

io.on("connection", (socket) => {
  const { table } = socket.data;
  socket.join(table === undefined ? SCREENS : `table:${table}`);

  socket.on("resume", (_asked, ack) => {
    ack({ seq: newest.get().seq, ideas: table === undefined ? [] : atTable.all(table) });
  });

  socket.on("post", ({ text }, ack) => {
    if (typeof text !== "string" || !text || text.length > TEXT_LIMIT) return ack({ ok: false, error: "invalid" });
    const at = Date.now();
    const { lastInsertRowid } = insert.run(table, text, at);
    const id = Number(lastInsertRowid);
    io.to(`table:${table}`).to(SCREENS).emit("idea", { id, table, text, at });
    ack({ ok: true, id });
  });

  socket.on("step", (step, ack) => {
    io.emit("step", { name: step.name, round: step.args.from_round + 1, at: Date.now() });
    ack({ ok: true });
  });
});

http.listen(Number(port), "127.0.0.1", 2048);
