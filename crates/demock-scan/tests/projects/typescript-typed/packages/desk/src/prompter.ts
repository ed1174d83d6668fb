import { prompt } from "enquirer";

type Asks = { pick(of: string[]): Promise<string>; columns(): number };

class AcmePrompter implements Asks {
  private asked = 0;

  pick = async (of: string[]): Promise<string> => {
    this.asked += 1;
    if (of.length === 1) {
      return of[0];
    }
    const answer = await prompt<{ pick: string }>({ type: "select", name: "pick", message: "Which?", choices: of });
    return answer.pick;
  };

  columns = (): number => 80;
}

export const prompter: Asks = new AcmePrompter();
