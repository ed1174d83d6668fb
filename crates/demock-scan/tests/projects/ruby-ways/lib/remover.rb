class Remover
  include Assets

  def self.call(*names)
    new.call(*names)
  end

  def call(name)
    found = assets.get(name)
    return if found["gone"]

    assets.delete(name)
  end
end
