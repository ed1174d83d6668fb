import * as inquirer from "@inquirer/prompts";

let silent = false;

export function beSilent() {
  silent = true;
}

export async function confirm(given: string | { message: string; force?: boolean }) {
  if (typeof given === "string") {
    given = { message: given };
  } else {
    if (given.force) {
      return true;
    }
    if (silent) {
      return false;
    }
  }
  return inquirer.confirm(given);
}
