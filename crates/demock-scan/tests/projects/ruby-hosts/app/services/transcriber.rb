class Transcriber
  def self.transcribe(file)
    HTTParty.post("https://api.openai.com/v1/audio/transcriptions", body: { file: file })["text"]
  end
end
