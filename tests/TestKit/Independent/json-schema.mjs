// Judges texts by a JSON Schema with ajv. Reads { schema, others, texts } from the standard input, where schema is the
// schema itself and others, if there, are those that it refers to; writes for each text null when it is valid, else
// what ajv says of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const Ajv = createRequire(import.meta.url)("ajv/dist/2020").default;
const { schema, others = [], texts } = JSON.parse(readFileSync(0, "utf8"));
const validate = new Ajv({ strict: true, schemas: others }).compile(schema);

const judge = (text) => {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return "no JSON";
  }
  return validate(value) ? null : `${validate.errors[0].instancePath} ${validate.errors[0].message}`;
};

process.stdout.write(JSON.stringify(texts.map(judge)));
