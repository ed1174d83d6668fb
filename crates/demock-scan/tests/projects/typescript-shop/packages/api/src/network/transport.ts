import axios from "axios";

export const get = (path: string) => axios.get(path);
