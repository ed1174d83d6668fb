class Photos::List
  include HTTParty
  include Signing

  def call(page)
    sign(self.class.get("/photos", query: { page: page }))
  end

  def count
    signed.size
  end
end
