class Logger {
  error(text: string) {
    return text.length;
  }
}

export default new Logger();
