import axios from "axios";

class RatesService {
  static async load(day: string) {
    const { data } = await axios.get(`/rates/${day}`);
    return data;
  }

  static label(day: string) {
    return `rates of ${day}`;
  }
}

export default RatesService;
