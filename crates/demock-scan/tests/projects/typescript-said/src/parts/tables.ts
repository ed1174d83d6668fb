import axios from "axios";

export async function currentTable() {
  return (await axios.get("/tables/current")).data;
}
