class Shell
  def run(command)
    out, status = Open3.capture2e(command)
    raise out unless status.success?

    out
  end
end
