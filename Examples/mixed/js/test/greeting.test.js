const test = require("node:test"), assert = require("node:assert");

test("name", () => assert.strictEqual(require("greeting").greet("you"), "hello you"));
test("packed", () => assert.match(require.resolve("greeting"), /node_modules/));
