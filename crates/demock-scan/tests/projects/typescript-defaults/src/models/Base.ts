import { Model } from "sequelize-typescript";

class Base extends Model {}

export default Base;
