const test = require("node:test"), assert = require("node:assert");

test("sum", () => assert.strictEqual(require("adder").add(1, 2), 3));
