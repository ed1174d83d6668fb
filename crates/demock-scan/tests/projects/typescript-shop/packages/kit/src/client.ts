import axios from "axios";

export const makeClient = () => axios.create();
