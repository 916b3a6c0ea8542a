// Judges texts by a JSON Schema with ajv. Reads { schema, texts } from the standard input, where schema is the schema
// itself, and writes for each text null when it is valid, else what ajv says of it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const Ajv = createRequire(import.meta.url)("ajv/dist/2020").default;
const { schema, texts } = JSON.parse(readFileSync(0, "utf8"));
const validate = new Ajv({ strict: true }).compile(schema);

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
