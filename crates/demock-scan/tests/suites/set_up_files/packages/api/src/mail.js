const nodemailer = require('nodemailer')

exports.send = async (text) => {
  await nodemailer.createTransport({}).sendMail({ text })
  return true
}
